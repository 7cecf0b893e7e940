import { errorData } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';
import { starterOf } from '../../processes/starter.ts';
import { Catalogue } from './catalogue.ts';
import { loadSqlite } from './load-sqlite.ts';
import { StartDatabase } from './protocol.ts';
import { listen } from './server.ts';

// The one process that owns SQLite. It lives as long as the channel to the process that started it.
const starter = starterOf();
starter.onceGone(() => process.exit(0));
starter.onceMessage((message) => {
  begin(message).then(
    (port) => starter.send({ type: 'started', port }),
    (error) => starter.send({ type: 'failed', error: errorData(error) }, () => process.exit(1)),
  );
});

async function begin(message: unknown): Promise<number> {
  const start = parseInput(StartDatabase, message, 'the start message of the database');
  const tell = (kind: string, what: string) => starter.send({ type: 'deed', deed: { kind, what } });
  return await listen(start, new Catalogue(await loadSqlite(), start.administrator, start.password, tell));
}
