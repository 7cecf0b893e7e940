import { createRequire } from 'node:module';

/** The part of electron-builder that reads and writes the resources of Windows programs; it is no dependency of ours. */
interface ResourceEditor {
  NtExecutable: {
    createEmpty(is32Bit: boolean, isDll: boolean): Executable;
    from(program: Buffer): Executable;
  };
  NtExecutableResource: { from(executable: Executable): Resources };
  Resource: { VersionInfo: { createEmpty(): VersionInfo; fromEntries(entries: ResourceEntry[]): VersionInfo[] } };
}
interface Executable {
  generate(): ArrayBuffer;
}
interface ResourceEntry {
  type: number | string;
  id: number | string;
  bin: ArrayBuffer;
}
interface Resources {
  entries: ResourceEntry[];
  outputResource(executable: Executable): void;
}
interface VersionInfo {
  setStringValues(language: { lang: number; codepage: number }, values: Record<string, string>): void;
  getStringValues(language: { lang: number; codepage: number }): Record<string, string>;
  outputToResourceEntries(entries: ResourceEntry[]): void;
}

const ENGLISH = { lang: 1033, codepage: 1200 };
const GROUP_ICON = 14;

const ofElectronBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { NtExecutable, NtExecutableResource, Resource } = ofElectronBuilder('resedit') as ResourceEditor;

/** A Windows program that holds nothing but what it says of itself. */
export function emptyWindowsProgram(name: string): Buffer {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues(ENGLISH, { OriginalFilename: name });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/** What a Windows program says of itself, how many icons it has, and which archives it vouches for. */
export function readWindowsProgram(program: Buffer) {
  const { entries } = NtExecutableResource.from(NtExecutable.from(program));
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const integrity = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  return {
    words: version?.getStringValues(ENGLISH) ?? {},
    icons: entries.filter(({ type }) => type === GROUP_ICON).length,
    integrity: (integrity === undefined ? [] : JSON.parse(Buffer.from(integrity.bin).toString('utf8'))) as {
      file: string;
      alg: string;
      value: string;
    }[],
  };
}
