import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { FarmError } from '../model/errors.ts';
import type { ServiceConfig } from './config.ts';

/** Certificate chain and private key of a service, both PEM. */
export interface ServiceIdentity {
  certificate: string;
  key: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads the certificate of a service with its key.
 * @param field path of the service in the configuration
 * @throws FarmError `balancer.file-unreadable`, `balancer.certificate-invalid`
 */
export async function readIdentity({ tls }: ServiceConfig, field: string): Promise<ServiceIdentity> {
  const certificate = await read(tls.certificateFile, `${field}.tls.certificateFile`);
  const [leaf] = certificatesIn(certificate, tls.certificateFile, `${field}.tls.certificateFile`);
  const key = await read(tls.keyFile, `${field}.tls.keyFile`);
  if (leaf?.checkPrivateKey(privateKeyIn(key, tls.keyFile, `${field}.tls.keyFile`)) !== true)
    throw invalid(tls.keyFile, `${field}.tls.keyFile`, 'this key does not belong to the certificate');
  return { certificate, key };
}

/**
 * Reads the certificates of the authority that nodes are checked against. node:tls would pass over a file without any in
 * silence.
 * @throws FarmError `balancer.file-unreadable`, `balancer.certificate-invalid`
 */
export async function readAuthority({ nodeTls }: ServiceConfig, field: string): Promise<string> {
  const text = await read(nodeTls.caFile, `${field}.nodeTls.caFile`);
  certificatesIn(text, nodeTls.caFile, `${field}.nodeTls.caFile`);
  return text;
}

async function read(file: string, field: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new FarmError({
      code: 'balancer.file-unreadable',
      field,
      message: `The proxy cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
      remedy: 'Put the file there, and let the account of the proxy read it.',
    });
  }
}

function certificatesIn(text: string, file: string, field: string): X509Certificate[] {
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) throw invalid(file, field, 'it contains no certificate in PEM form');
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw invalid(file, field, 'it contains a certificate that cannot be read');
  }
}

function privateKeyIn(text: string, file: string, field: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    // The parser's own words may quote the key.
    throw invalid(file, field, 'it contains no private key in PEM form without a passphrase');
  }
}

function invalid(file: string, field: string, why: string): FarmError {
  return new FarmError({
    code: 'balancer.certificate-invalid',
    field,
    message: `The proxy cannot use ${file}: ${why}.`,
    remedy: 'Use a PEM file with the certificate followed by its chain, with its private key, or with the authority.',
  });
}
