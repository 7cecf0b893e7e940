import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { electronDistribution } from './electron-distribution.mjs';
import { packagingPlan } from './package-targets.mjs';
import { PROGRAMS } from './packages.mjs';
import { setUp } from './setup.mjs';

/**
 * Makes the packages of this system and this processor, and says of every configured one whether it was made, and why not.
 * `--electron FOLDER` takes that unpacked distribution of Electron; `--out FOLDER` puts the packages there.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PACKAGES = join(ROOT, 'out/packages');
const PACKED = /\.(tar\.gz|deb|AppImage|exe|dmg|zip)$/;

const { values } = parseArgs({ options: { electron: { type: 'string' }, out: { type: 'string' } } });
const folder = resolve(values.out ?? PACKAGES);
const tell = (line) => process.stdout.write(`${line}\n`);

await setUp();
const electron = electronDistribution(values.electron);
const plan = packagingPlan({ platform: process.platform, hasElectron: electron !== null });
const wanted = plan.filter(({ why }) => why === null);
const problem = whatIsWrong();
const made = [];
let applicationSize = 0;
if (problem === null) {
  const { bundleCore, bundleElectron, bundlePages } = await import('./bundle.mjs');
  await bundleCore();
  await bundlePages();
  await bundleElectron();
  if (folder === PACKAGES) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Packages are for everybody, whatever the files of whoever makes them are.
  process.umask(0o022);
  // electron-builder leaves the unpacked application and its notes beside the packages: they are not wanted there. The
  // packages are moved, so that none is seen before it is whole.
  const workshop = mkdtempSync(join(folder, '.making-'));
  try {
    const failure = build(workshop);
    if (failure !== null) process.stderr.write(`${failure}\nelectron-builder failed, see above.\n`);
    else {
      made.push(...readdirSync(workshop).filter((name) => PACKED.test(name)));
      applicationSize = sizeOfApplication(workshop);
      for (const name of made) renameSync(join(workshop, name), join(folder, name));
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}
for (const name of made) tell(`Created ${join(folder, name)} (${megabytes(statSync(join(folder, name)).size)}).`);
if (made.length > 0) tell(`The application's own code in each of them has ${megabytes(applicationSize)}.`);
if (made.length > 0 && !electron.isReal)
  tell('They contain a stand-in for Electron: they show the packed files but cannot be started.');
for (const { system, target, why } of plan)
  if (why !== null) tell(`Configured only: ${target} for ${system}, because ${why}.`);
if (problem !== null) tell(problem);
process.exitCode = problem === null && made.length === wanted.length ? 0 : 1;

/** Why nothing can be made at all, for people; null if something can. */
function whatIsWrong() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8'));
  if (electron === null)
    return `No package was created. Run \`npx install-electron\` to fetch Electron ${version}, or use --electron FOLDER.`;
  if (electron.version !== version)
    return `No package was created. ${electron.folder} contains Electron ${electron.version}, but Farmwright needs ${version}.`;
  if (existsSync(folder) && folder !== PACKAGES && readdirSync(folder).length > 0)
    return `No package was created. ${folder} is not empty.`;
  return wanted.length === 0 ? 'No package was created.' : null;
}

/** Packs into the folder. Gives what electron-builder said if it failed, else null. */
function build(folder) {
  const systemFlag = { linux: '--linux', win32: '--win', darwin: '--mac' }[process.platform];
  const args = [
    join(ROOT, 'node_modules/electron-builder/cli.js'),
    ...['--config', 'build/electron-builder.yml', '--publish', 'never'],
    ...[systemFlag, ...wanted.map(({ target }) => target), `--${process.arch}`],
    `-c.electronDist=${electron.folder}`,
    `-c.directories.output=${folder}`,
    // electron-builder makes no .deb of a project without an address. There is none yet: an empty one is left out.
    '-c.extraMetadata.homepage=',
  ];
  const env = {
    ...process.env,
    ...(existsSync(PROGRAMS.sevenZip.program) && { ELECTRON_BUILDER_7ZIP_PATH: PROGRAMS.sevenZip.program }),
    CUSTOM_FPM_PATH: join(ROOT, 'build/dpkg-as-fpm.mjs'),
  };
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' });
  return status === 0 ? null : `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`;
}

/** Where electron-builder leaves the application before it packs it. */
function sizeOfApplication(folder) {
  const archives = readdirSync(folder, { recursive: true }).filter((name) => basename(name) === 'app.asar');
  return statSync(join(folder, archives[0])).size;
}

function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
