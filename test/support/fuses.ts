import { type FuseConfig, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** How every package leaves the switches that Electron's binary holds. */
export const FUSES_OF_A_PACKAGE: Record<keyof typeof FuseV1Options, boolean> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** Which fuses of an executable, or of a macOS application, are on. Its wire holds a character for each. */
export async function fusesOf(executable: string): Promise<Record<string, boolean>> {
  const wire = (await getCurrentFuseWire(executable)) as FuseConfig<number> & Record<number, number>;
  const names = Object.keys(FUSES_OF_A_PACKAGE) as (keyof typeof FuseV1Options)[];
  return Object.fromEntries(names.map((name) => [name, wire[FuseV1Options[name]] === '1'.charCodeAt(0)]));
}
