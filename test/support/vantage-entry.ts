import { httpsVantage } from '../../core/vantage/https-vantage.ts';

/** Sends a request over TLS, with a handshake alone and on a kept connection too, and prints how each ended. */
const [port = '0'] = process.argv.slice(2);
const to = { address: '127.0.0.1', port: Number(port) };
const request = { from: '127.0.0.1', to, hostName: 'farm.test', path: '/', limitMs: 5000 };
const vantage = httpsVantage(undefined);
const { signal } = new AbortController();
const ways = [
  () => vantage.send({ ...request, method: 'GET' }, signal),
  () => vantage.send({ ...request, method: 'GET', version: '1.0' }, signal),
  () => vantage.send({ ...request, method: 'handshake' }, signal),
  () => vantage.converse([{ ...request, method: 'GET' }], signal),
];
for (const way of ways)
  process.stdout.write(
    `${await way().then(
      () => 'taken',
      (error: { code?: string }) => String(error.code),
    )}\n`,
  );
