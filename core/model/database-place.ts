import { z } from 'zod';
import { Account, DatabaseName } from './account.ts';
import { HostName, Port } from './network.ts';

/** The application's database. Its server is the host with the role *database*. */
export const Database = z.strictObject({
  engine: z.string().describe('Id of the database engine'),
  instance: z
    .string()
    .regex(/^[\p{L}_#][\p{L}\p{N}_#$]{0,127}$/u, 'use the name of the instance alone: ACCESS of SQL01\\ACCESS')
    .optional()
    .describe('Name of an instance on that server: ACCESS of SQL01\\ACCESS'),
  port: Port.optional().describe('Left out: the usual port of the engine, or the one its instance answers at'),
  hostName: HostName.describe('Name in the certificate of the server'),
  name: DatabaseName.describe('Name of the database'),
  administrator: Account.describe('Account that may create the database'),
});
