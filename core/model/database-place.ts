import { z } from 'zod';
import { Account, DatabaseName } from './account.ts';
import { HostName, Port } from './network.ts';

/** The application's database. Its server is the host with the role *database*. */
export const Database = z.strictObject({
  engine: z.string(),
  /** A named instance on that server: `ACCESS` in `SQL01\ACCESS`. */
  instance: z
    .string()
    .regex(/^[\p{L}_#][\p{L}\p{N}_#$]{0,127}$/u, 'use the name of the instance alone: ACCESS of SQL01\\ACCESS')
    .optional(),
  /** Left out: the engine's usual port, or the one its instance answers at. */
  port: Port.optional(),
  /** Name in the server's certificate. */
  hostName: HostName,
  name: DatabaseName,
  administrator: Account,
});
