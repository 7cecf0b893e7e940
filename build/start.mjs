import { join, resolve } from 'node:path';
import { chooseShell } from './choose-shell.mjs';
import { electronDistribution } from './electron-distribution.mjs';
import { electronAnswers, fetchElectron } from './fetch-electron.mjs';
import { runShell } from './run-shell.mjs';
import { setUp } from './setup.mjs';

await setUp();
const { bundleCore, bundleElectron, bundlePages, ROOT } = await import('./bundle.mjs');
const core = await bundleCore();
await bundlePages();

const { platform, env } = process;
// npm starts scripts in the package's folder and tells where it was called; files are named from there.
const args = process.argv
  .slice(2)
  .map((argument) =>
    argument.startsWith('-') || !/\.farm$/i.test(argument) ? argument : resolve(env.INIT_CWD ?? '.', argument),
  );
const { electron, sentence } = await chooseShell({
  args,
  platform,
  env,
  find: () => electronDistribution()?.executable ?? null,
  answers: electronAnswers,
  fetch: fetchElectron,
});
if (sentence !== null) process.stderr.write(`${sentence}\n`);
if (electron === null)
  runShell(process.execPath, [join(core, 'server.mjs'), ...args.filter((argument) => argument !== '--browser')], env);
else {
  await bundleElectron();
  if (platform === 'linux' && process.getuid?.() === 0 && !args.includes('--no-sandbox'))
    process.stderr.write(
      'Electron does not run as root with its sandbox. Start as another user, or with --browser, or give up the sandbox with --no-sandbox.\n',
    );
  // Terminals of editors that are made with Electron set this, and Electron would then be Node.
  const { ELECTRON_RUN_AS_NODE: _, ...own } = env;
  runShell(electron, [ROOT, ...args], own);
}
