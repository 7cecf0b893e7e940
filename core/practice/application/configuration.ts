import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FarmError } from '../../model/errors.ts';
import { HeaderName } from '../../model/header-name.ts';
import { parseInput } from '../../model/parse.ts';
import { Deviation } from './deviations.ts';
import { STAND_IN_FILES } from './files.ts';
import { Services } from './service-configuration.ts';

/** A file in the folder of the host. */
const FileName = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, 'use the name of a file in the host’s folder');

/**
 * Where a record of a request goes. *sql*: a statement with any of the parameters `:at :node :service :path :token
 * :peer :forwarded :address`. *text*: a line with any of the same names in braces, appended to a file.
 */
const Audit = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('sql'), statement: z.string().min(1) }),
  z.strictObject({ form: z.literal('text'), file: FileName, line: z.string().min(1) }),
]);

/** Where settings are kept by key, as JSON: in the database the nodes share, or in a file of each node. */
const Settings = z.discriminatedUnion('form', [
  /** Statements with the parameter `:key`; the one that writes has `:value` too. */
  z.strictObject({ form: z.literal('sql'), read: z.string().min(1), write: z.string().min(1) }),
  z.strictObject({ form: z.literal('file'), file: FileName }),
]);

const SignIn = z.strictObject({
  /** Name of the service it belongs to. */
  service: z.string().min(1),
  signInPath: z.string().startsWith('/'),
  whoPath: z.string().startsWith('/'),
  /** The shared secret that signs cookies. */
  keyRing: FileName,
  /** The account that everybody counts as, with a cookie or without; null if a cookie is asked for. */
  everybodyIs: z.string().min(1).nullable().default(null),
  /** The account that everybody with a valid cookie counts as; null if it is the one that signed in. */
  signedInIs: z.string().min(1).nullable().default(null),
});

const Fact = z.union([z.enum(['version', 'account', 'connection']), z.strictObject({ fingerprintOf: FileName })]);

const ApplicationFile = z
  .strictObject({
    /** Name of the node. */
    name: z.string().min(1),
    /** Version that the application reports. */
    version: z.string().default('1.0.0'),
    services: Services,
    /** Addresses that may connect at all. */
    admits: z.array(z.string()),
    /** Header that names the node in every HTTP answer; null if the application does not tell. */
    servedBy: HeaderName.nullable().default('X-Served-By'),
    /** Connection string without password; null for an application without a database. */
    connection: z.string().nullable().default(null),
    /** How the client's address is found: an engine of core/client-ip, and the key of the setting that it reads. */
    clientIp: z.strictObject({ engine: z.string(), setting: z.string().min(1) }),
    settings: Settings,
    /** Settings of this node that override the shared ones. */
    ownSettings: z.record(z.string(), z.unknown()).default({}),
    /** Null if requests are not recorded. */
    audit: Audit.nullable(),
    /** Files that must be the same on all nodes. */
    sharedSecrets: z.array(FileName).default([]),
    /** What the node says of itself, each under its name; a file as its fingerprint. */
    facts: z.record(z.string(), Fact).default({}),
    signIn: SignIn.nullable().default(null),
    /** Requests that are treated in another way: mistakes of an application, to be found. */
    deviations: z.array(Deviation).default([]),
  })
  .superRefine((file, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const part of ['settings', 'audit'] as const)
      if (file[part]?.form === 'sql' && file.connection === null) refuse([part], 'it needs a connection');
    const { signIn, sharedSecrets } = file;
    for (const [name, fact] of Object.entries(file.facts))
      if (fact === 'connection' && file.connection === null) refuse(['facts', name], 'it needs a connection');
      else if (typeof fact === 'object' && !sharedSecrets.includes(fact.fingerprintOf))
        refuse(['facts', name], `${fact.fingerprintOf} is not among the shared secrets`);
    if (signIn === null) return;
    if (!file.services.some(({ kind, name }) => kind !== 'tcp' && name === signIn.service))
      refuse(['signIn', 'service'], `there is no HTTP service ${signIn.service}`);
    if (!sharedSecrets.includes(signIn.keyRing)) refuse(['signIn', 'keyRing'], 'it is not among the shared secrets');
  });
/** The configuration of the stand-in application: `application.json`. */
export type ApplicationFile = z.infer<typeof ApplicationFile>;

/** What a node reads from its folder when it starts. */
export interface Configuration extends ApplicationFile {
  /** The folder of the host. */
  folder: string;
  /** PEM of the certificate and its key; null if no service is HTTPS. */
  identity: { certificate: string; key: string } | null;
  /** The database with the authorities the computer trusts (PEM); null if there is none. */
  database: { connection: string; authority: string; localAddress: string } | null;
  /** Texts of the shared secrets by file name. */
  secrets: ReadonlyMap<string, string>;
}

/** What the text of `application.json` says. @throws FarmError `input.invalid` */
export function parseApplicationFile(text: string): ApplicationFile {
  return parseInput(ApplicationFile, json(text), STAND_IN_FILES.application);
}

/**
 * Reads `application.json` and the files it asks for from the folder of the host.
 * @throws FarmError `application.file-missing`, `input.invalid`
 */
export function readConfiguration(folder: string): Configuration {
  const read = (name: string) => readText(join(folder, name), name);
  const file = parseApplicationFile(read(STAND_IN_FILES.application));
  return {
    ...file,
    folder,
    identity: file.services.some(({ kind }) => kind === 'https')
      ? { certificate: read(STAND_IN_FILES.certificate), key: read(STAND_IN_FILES.certificateKey) }
      : null,
    database:
      file.connection === null
        ? null
        : {
            connection: file.connection,
            authority: read(STAND_IN_FILES.authority),
            localAddress: file.services[0]?.address ?? '',
          },
    secrets: new Map(file.sharedSecrets.map((name) => [name, read(name).trim()])),
  };
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new FarmError({
      code: 'application.file-missing',
      message: `The application cannot read ${name}.`,
      remedy: 'Carry out the step that writes this file first.',
    });
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
