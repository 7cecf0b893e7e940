import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Core } from '../api/core.ts';
import { createRouter } from '../api/handlers.ts';
import { compose } from '../compose.ts';
import { hasDisplay, openWindow } from './open-window.ts';
import { startServer } from './start-server.ts';

const entries = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } } });

const core = new Core(compose(entries));
const server = await startServer({
  router: createRouter(core),
  pages: join(entries, '../pages'),
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
});
process.stdout.write(`Farmwright is open at ${server.newLink()} (works once). Press Ctrl+C to end.\n`);
const window = !values['no-open'] && hasDisplay() ? openWindow(server.newLink()) : null;

let ending = false;
async function end(): Promise<void> {
  if (ending) process.exit(1);
  ending = true;
  process.stdout.write('Ending practice farms …\n');
  window?.close();
  await core.close();
  await server.close();
}
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
