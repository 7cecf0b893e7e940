import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { healthRequest, isHealthyAnswer } from '../../../core/model/health-request.ts';
import { httpsVantage } from '../../../core/vantage/https-vantage.ts';

const { signal } = new AbortController();

test('a service without a health path is healthy as long as it takes a connection, and is sent nothing', async () => {
  const received: Buffer[] = [];
  const server = createServer((socket) => socket.on('data', (chunk) => void received.push(chunk)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const to = { address: '127.0.0.1', port };
  const request = { from: '127.0.0.1', to, hostName: 'relay.example', limitMs: 2000, ...healthRequest(null) };
  const answer = await httpsVantage(undefined).send(request, signal);
  expect(answer).toMatchObject({ status: 0, certificate: null, sentFrom: '127.0.0.1' });
  expect(isHealthyAnswer(request, answer)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(received).toEqual([]);
  await expect(httpsVantage(undefined).send(request, signal)).rejects.toMatchObject({ code: 'vantage.refused' });
});

test('a service with a health path is healthy only where it answers 200', () => {
  const request = healthRequest('/status');
  const answer = { headers: [], body: '', sentFrom: '', certificate: null, elapsedMs: 1 };
  expect(request).toEqual({ method: 'GET', path: '/status' });
  expect([200, 0, 204].map((status) => isHealthyAnswer(request, { ...answer, status }))).toEqual([true, false, false]);
});
