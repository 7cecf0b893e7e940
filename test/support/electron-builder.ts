import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCore, bundleElectron, bundlePages } from '../../build/bundle.mjs';
import { distributionStandIn, type System } from './distribution-stand-in.ts';
import { ROOT } from './packaged.ts';

const FLAGS: Record<System, string> = { linux: '--linux', win32: '--win', darwin: '--mac' };

/**
 * Has electron-builder lay out, but not pack, the application for a system, as the configuration says it.
 * @param changes to the configuration, as `nsis.oneClick=true`
 * @returns its exit code, what it said, where the layout is, and what removes it
 */
export async function layOut(system: System, changes: string[] = []) {
  for (const bundle of [bundleCore, bundlePages, bundleElectron]) await bundle(() => {});
  const electron = await distributionStandIn(system);
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-layout-'));
  const remove = () => {
    for (const each of [electron, folder]) rmSync(each, { recursive: true, force: true });
  };
  const args = ['--config', 'build/electron-builder.yml', '--publish', 'never', '--dir', FLAGS[system], '--x64'];
  const config = [`electronDist=${electron}`, `directories.output=${folder}`, ...changes].map(
    (change) => `-c.${change}`,
  );
  const cli = join(ROOT, 'node_modules/electron-builder/cli.js');
  const child = spawn(process.execPath, [cli, ...args, ...config], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said, folder, remove };
}
