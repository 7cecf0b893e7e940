import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { FarmError } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';

/** Whose forwarded headers the application believes. Without it, and while not enabled, the client is the TCP peer. */
export const IpDetection = z.object({
  enabled: z.boolean(),
  forwardLimit: z.int().min(0).nullable(),
  knownProxies: z.array(z.string()),
  knownNetworks: z.array(z.string()),
  headerName: z.string().min(1).default('X-Forwarded-For'),
});
export type IpDetection = z.infer<typeof IpDetection>;

const ApplicationFile = z.object({
  name: z.string().min(1),
  address: z.string(),
  port: z.int().min(1).max(65_535),
  hostName: z.string(),
  /** Connection string without password. */
  connection: z.string(),
  /** Addresses that may connect at all. */
  admits: z.array(z.string()),
  /** Version the application says it is. */
  version: z.string().default('1.0.0'),
  /** Whether requests are recorded. */
  audit: z.boolean(),
  signIn: z.boolean(),
  /** On this node in place of the shared setting. */
  ipDetection: IpDetection.optional(),
});

/** What a node reads from its folder when it starts. */
export interface Configuration extends z.infer<typeof ApplicationFile> {
  certificate: string;
  certificateKey: string;
  /** Secret the nodes share; signs cookies. */
  keyRing: string;
  /** The computer's trust store: PEM of the authorities it trusts. */
  authority: string;
}

/**
 * Reads `application.json`, `certificate.pem`, `certificate-key.pem`, `key-ring.key` and `authority.pem` from the
 * folder the process stands in.
 * @throws FarmError `application.file-missing`, `input.invalid`
 */
export function readConfiguration(): Configuration {
  return {
    ...parseInput(ApplicationFile, json(read('application.json')), 'application.json'),
    certificate: read('certificate.pem'),
    certificateKey: read('certificate-key.pem'),
    keyRing: read('key-ring.key').trim(),
    authority: read('authority.pem'),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new FarmError({
      code: 'application.file-missing',
      message: `The application cannot read ${path}.`,
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
