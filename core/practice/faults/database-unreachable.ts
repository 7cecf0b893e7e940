import { parseConnectionString, printConnectionString } from '../../databases/sqlite/connection-string.ts';
import { type Fault, firstOf, forTheFarm } from './fault.ts';
import { withoutNode } from './node-down.ts';
import { restartChanged } from './restart-changed.ts';

/** A port below 1024, where the practice world has nothing. */
const NOBODYS_PORT = 1;

export const databaseUnreachable: Fault = {
  id: 'database-unreachable',
  topology: 'any farm whose nodes share one database',
  changes: 'The first node has a connection string to a port where nothing listens.',
  cause: 'database-does-not-answer',
  turns: (farm) => [...withoutNode(farm, firstOf(farm.nodes)), forTheFarm('same.connection')],
  hits: firstOf,
  silences: true,
  marksDown: true,
  plant: async (world) => {
    const node = firstOf(world.nodes);
    await restartChanged(world, node, (file) =>
      file.connection === null
        ? null
        : {
            ...file,
            connection: printConnectionString({ ...parseConnectionString(file.connection), port: NOBODYS_PORT }),
          },
    );
  },
};
