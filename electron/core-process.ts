import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Core } from '../core/api/core.ts';
import { createRouter } from '../core/api/handlers.ts';
import { compose, userHome } from '../core/compose.ts';
import { parentPort } from '../core/processes/main-ports.ts';
import { type FromCore, ToCore } from './core-messages.ts';
import { answerPages } from './page-line.ts';

/** Interval of the check for running activities. It reads two lists in memory. */
const LOOK_MS = 500;

// The core as a utility process of Electron: it answers the contract to pages, and tells the main process what runs.
const main = parentPort();
if (main === null) throw new Error('The core process is started by Electron’s main process.');

const core = new Core(compose(dirname(fileURLToPath(import.meta.url)), {}, userHome()));
const answer = answerPages(createRouter(core));
let told = '[]';

main.on('message', ({ data, ports: [port] }) => {
  const said = ToCore.safeParse(data);
  if (!said.success) return;
  if (said.data.type === 'page' && port !== undefined) answer(port);
  if (said.data.type === 'end') core.close().finally(() => process.exit(0));
});
setInterval(() => {
  const farms = core.underWay();
  if (JSON.stringify(farms) === told) return;
  told = JSON.stringify(farms);
  main.postMessage({ type: 'under way', farms } satisfies FromCore);
}, LOOK_MS);
