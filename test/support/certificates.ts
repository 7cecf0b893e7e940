import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate as MadeCertificate,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

/** A server certificate and its private key, as PEM and as files. `joinedFile` holds both, as HAProxy wants them. */
export interface Issued {
  certificate: string;
  key: string;
  certificateFile: string;
  keyFile: string;
  joinedFile: string;
}

export interface Authority {
  /** PEM of its own certificate. */
  certificate: string;
  certificateFile: string;
  /** A temporary folder with all files of this authority. */
  folder: string;
  /** A new key and certificate for these DNS names and addresses, valid from an hour ago for a day. */
  issue(wanted: { commonName: string; names: string[] }): Promise<Issued>;
  /** Deletes the folder. */
  remove(): Promise<void>;
}

/** A certificate authority for tests, with files in a temporary folder of its own. */
export async function makeAuthority(commonName = 'Farmwright test authority'): Promise<Authority> {
  cryptoProvider.set(webcrypto as Crypto);
  const folder = await mkdtemp(join(tmpdir(), 'farmwright-certificates-'));
  const keys = await newKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName] }],
    ...validity(),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const certificateFile = join(folder, 'authority.pem');
  await writeFile(certificateFile, pem(own));
  let issued = 0;
  return {
    certificate: pem(own),
    certificateFile,
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    issue: async (wanted) => {
      issued += 1;
      const { certificate, key } = await issue(own, keys, wanted);
      const file = (name: string) => join(folder, `${issued}-${name}.pem`);
      const files = { certificateFile: file('certificate'), keyFile: file('key'), joinedFile: file('joined') };
      await writeFile(files.certificateFile, certificate);
      await writeFile(files.keyFile, key, { mode: 0o600 });
      await writeFile(files.joinedFile, certificate + key, { mode: 0o600 });
      return { certificate, key, ...files };
    },
  };
}

async function issue(
  authority: MadeCertificate,
  { privateKey }: webcrypto.CryptoKeyPair,
  { commonName, names }: { commonName: string; names: string[] },
): Promise<{ certificate: string; key: string }> {
  const keys = await newKeys();
  const made = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [commonName] }],
    issuer: authority.subject,
    ...validity(),
    publicKey: keys.publicKey,
    signingKey: privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate: pem(made), key: `${PemConverter.encode(key, 'PRIVATE KEY')}\n` };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - DAY_MS / 24), notAfter: new Date(Date.now() + DAY_MS) };
}

/** Positive and at most 20 octets (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  return `4${randomBytes(15).toString('hex')}0`;
}

function pem(certificate: MadeCertificate): string {
  return `${certificate.toString('pem')}\n`;
}
