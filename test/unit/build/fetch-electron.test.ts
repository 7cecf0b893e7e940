import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answersMeanwhile, electronAnswers } from '../../../build/fetch-electron.mjs';

let cache: string;
let server: Server | undefined;
let asked: string[];
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'farmwright-cache-'));
  vi.stubEnv('electron_config_cache', cache);
  asked = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(cache, { recursive: true, force: true });
});

/** A place that Electron is downloaded from, on this computer. */
async function mirror(answer: RequestListener): Promise<void> {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  lead((server.address() as AddressInfo).port);
}

function lead(port: number): void {
  for (const name of ['ELECTRON_MIRROR', 'npm_config_electron_mirror']) vi.stubEnv(name, `http://127.0.0.1:${port}/`);
}

describe('the place that Electron comes from', () => {
  it.each([
    [200, true],
    [302, true],
    [403, false],
    [404, false],
    [503, false],
  ])('that answers %i can be downloaded from: %s', async (status, can) => {
    await mirror((_, response) => response.writeHead(status).end());
    expect(await electronAnswers()).toBe(can);
    expect(asked).toEqual([expect.stringMatching(/^HEAD \/.*electron-v\d+\.\d+\.\d+-\w+-\w+\.zip$/)]);
  });

  it('that takes the question and never answers is given up', { timeout: 20_000 }, async () => {
    await mirror(() => {});
    expect(await electronAnswers(20)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it('that nobody is at is given up', async () => {
    await mirror(() => {});
    const { port } = server?.address() as AddressInfo;
    server?.close();
    lead(port);
    expect(await electronAnswers()).toBe(false);
    expect(asked).toEqual([]);
  });

  it.each([
    [200, true],
    [503, false],
  ])('that answers %i is asked from a thread of its own: %s', async (status, can) => {
    await mirror((_, response) => response.writeHead(status).end());
    expect(await answersMeanwhile()).toBe(can);
    expect(asked).toHaveLength(1);
  });

  it('that swallows the question is given up by that thread too, at the limit that a start has', async () => {
    await mirror(() => {});
    expect(await answersMeanwhile()).toBe(false);
    expect(asked).toHaveLength(1);
  });
});
