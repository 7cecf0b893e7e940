import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleEntry } from '../../support/bundle-entry.ts';
import { type Authority, makeAuthority } from '../../support/certificates.ts';

let authority: Authority;
let entry: { folder: string; file: string };
let server: Server;
beforeAll(async () => {
  [authority, entry] = await Promise.all([makeAuthority(), bundleEntry('test/support/vantage-entry.ts')]);
  const { certificate: cert, key } = await authority.issue({ commonName: 'farm.test', names: ['farm.test'] });
  server = createServer({ cert, key }, (_request, response) => response.end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  server.close();
  await authority.remove();
  rmSync(entry.folder, { recursive: true });
});

const ENVIRONMENTS: { name: string; of: () => Record<string, string> }[] = [
  { name: 'nothing', of: () => ({}) },
  { name: 'that no certificate is checked', of: () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }) },
  { name: 'a further authority', of: () => ({ NODE_EXTRA_CA_CERTS: authority.certificateFile }) },
  {
    name: 'the authorities of OpenSSL',
    of: () => ({ NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: authority.certificateFile }),
  },
];

test.each(ENVIRONMENTS)('where the environment says $name, a certificate of nobody’s authority is refused', async ({
  of,
}) => {
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [entry.file, String(port)], {
    env: { ...process.env, ...of() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const told = await text(child.stdout);
  expect(told.trim().split('\n')).toEqual(Array.from({ length: 4 }, () => 'vantage.certificate-refused'));
});
