import { join } from 'node:path';
import { chooseShell, inTheBrowser } from './choose-shell.mjs';
import { electronDistribution } from './electron-distribution.mjs';
import { readArguments } from './farm-arguments.mjs';
import { answersMeanwhile, fetchElectron, versionOf } from './fetch-electron.mjs';
import { runShell } from './run-shell.mjs';
import { setUp } from './setup.mjs';

await setUp();
const { platform, env } = process;
const { args, others } = readArguments(process.argv.slice(2), env.INIT_CWD ?? '.');
const tell = (line) => process.stderr.write(`${line}\n`);
const { bundleCore, bundleElectron, bundlePages, ROOT } = await import('./bundle.mjs');
const bundle = async () => {
  const core = await bundleCore();
  await bundlePages();
  return core;
};

let bundles = null;
// It is asked for Electron while the bundles are looked at, or made; what both say does not get mixed.
const choosing = chooseShell({
  args,
  platform,
  env,
  wanted: versionOf(),
  find: electronDistribution,
  answers: answersMeanwhile,
  fetch: async () => {
    await bundles;
    return fetchElectron();
  },
});
bundles = bundle();
const [core, { electron, sentence }] = await Promise.all([bundles, choosing]);
if (sentence !== null) tell(sentence);
const failure = electron === null ? null : await inTheWindow(electron);
if (failure !== null) tell(inTheBrowser(`${electron} cannot be started (${failure.code})`));
if (electron === null || failure !== null) {
  const own = args.filter((argument) => argument !== '--browser' && argument !== '--no-sandbox');
  const why = await runShell(process.execPath, [join(core, 'server.mjs'), ...own], { env, endsWithUs: true });
  if (why !== null) throw why;
}

/** Starts Electron with the application. @returns why it could not be started, null if it was */
async function inTheWindow(program) {
  await bundleElectron();
  // Terminals of editors that are made with Electron set this, and Electron would then be Node.
  const { ELECTRON_RUN_AS_NODE: _, ...own } = env;
  const why = await runShell(program, [ROOT, ...args], { env: own });
  if (why !== null) return why;
  if (platform === 'linux' && process.getuid?.() === 0 && !args.includes('--no-sandbox'))
    tell('Electron cannot run as root with its sandbox. Start as another user, use --browser, or use --no-sandbox.');
  for (const other of others) tell(`${other} is not opened, because the name of a farm file ends in .farm.`);
  return null;
}
