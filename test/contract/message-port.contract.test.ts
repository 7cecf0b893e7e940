import { createORPCClient } from '@orpc/client';
import { expect, it } from 'vitest';
import { createRouter } from '../../core/api/handlers.ts';
import { answerPages } from '../../electron/page-line.ts';
import { linkOver } from '../../renderer/connection/port-link.ts';
import { StandInPort } from '../support/electron-ports.ts';
import { stubCore } from './stub-core.ts';
import type { Client } from './transports.ts';

it('rejects every call that waits, and every stream, with the reason when the core ends', async () => {
  const { port1 } = new MessageChannel();
  const { link, end } = linkOver(port1 as unknown as globalThis.MessagePort);
  const client: Client = createORPCClient(link);
  // Nobody answers at the other end.
  const waiting = [client.about.get(), client.farm.practices(), client.farm.recent()];
  const refused = Promise.allSettled(waiting);
  end(9);
  for (const outcome of await refused)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'CoreEnded', code: 9 } });
});

it.each([
  'no JSON',
  '{}',
  '[]',
  '{"i":"1","p":{"u":"https://elsewhere/"}}',
  { i: '1', p: { u: '/about/get' } },
  null,
  7,
])('closes the port at %j, which is none of the contract, and answers nothing', async (message) => {
  const { port1, port2 } = StandInPort.pair();
  const answers: unknown[] = [];
  port1.on('message', ({ data }) => answers.push(data));
  port1.start();
  answerPages(createRouter(stubCore()))(port2);
  const closed = new Promise<void>((resolve) => port1.on('close', () => resolve()));
  port1.postMessage(message);
  await closed;
  expect(answers).toEqual([]);
});
