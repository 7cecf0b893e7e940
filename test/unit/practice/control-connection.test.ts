import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ControlConnection } from '../../../core/practice/control-connection.ts';

it('many calls at the same time share one signal without a warning of the system, and all end with it', async () => {
  const path = join(tmpdir(), `fw-control-${process.pid}.sock`);
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(path);
  await once(server, 'listening');
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on('warning', onWarning);
  try {
    const connection = await ControlConnection.open(path);
    const control = new AbortController();
    const calls = Array.from({ length: 30 }, () => connection.call('log', {}, { signal: control.signal }));
    await new Promise(setImmediate);
    control.abort(new Error('enough'));
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ status: 'rejected', reason: { message: 'enough' } });
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', onWarning);
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});
