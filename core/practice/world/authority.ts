import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
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
import { LEAST_CERTIFICATE_DAYS } from '../../model/certificate-days.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const VALID_DAYS = 90;

/** A certificate with its private key, both PEM. */
export interface Identity {
  certificate: string;
  key: string;
}

/** The practice certificate authority. Its key exists in the memory of the world only. */
export class PracticeAuthority {
  /** PEM of its own certificate. */
  readonly certificate: string;
  readonly #made: MadeCertificate;
  readonly #keys: webcrypto.CryptoKeyPair;

  private constructor(made: MadeCertificate, keys: webcrypto.CryptoKeyPair) {
    this.#made = made;
    this.#keys = keys;
    this.certificate = pem(made);
  }

  static async create(): Promise<PracticeAuthority> {
    cryptoProvider.set(webcrypto as Crypto);
    const keys = await newKeys();
    const made = await X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: 'CN=Farmwright practice authority',
      ...validity(VALID_DAYS),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    return new PracticeAuthority(made, keys);
  }

  /** A new key and a server certificate for these DNS names. */
  async issue(names: string[], days = VALID_DAYS): Promise<Identity> {
    const keys = await newKeys();
    const made = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: [{ CN: [names[0] ?? ''] }],
      issuer: this.#made.subject,
      ...validity(days),
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      ],
    });
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return { certificate: pem(made), key: `${PemConverter.encode(key, 'PRIVATE KEY')}\n` };
  }

  /** Why this identity cannot be used for these names, or null if it can. */
  problemWith(identity: Identity, names: string[]): string | null {
    try {
      const certificate = new X509Certificate(identity.certificate);
      if (!certificate.verify(new X509Certificate(this.certificate).publicKey)) return 'another authority issued it';
      const leftMs = Date.parse(certificate.validTo) - Date.now();
      if (leftMs <= 0) return 'it has expired';
      if (leftMs < LEAST_CERTIFICATE_DAYS * DAY_MS) return `it ends in ${Math.floor(leftMs / DAY_MS)} days`;
      const missing = names.find((name) => certificate.checkHost(name) === undefined);
      if (missing !== undefined) return `it does not name ${missing}`;
      return certificate.checkPrivateKey(createPrivateKey(identity.key)) ? null : 'the key does not belong to it';
    } catch {
      return 'certificate or key cannot be read';
    }
  }
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

function validity(days: number): { notBefore: Date; notAfter: Date } {
  // Valid from one hour ago, because clocks differ.
  return { notBefore: new Date(Date.now() - DAY_MS / 24), notAfter: new Date(Date.now() + days * DAY_MS) };
}

/** Positive and below 20 octets (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  return `4${randomBytes(15).toString('hex')}0`;
}

function pem(certificate: MadeCertificate): string {
  return `${certificate.toString('pem')}\n`;
}
