import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stand, startStand } from './shell-stand.ts';

interface Case {
  name: string;
  head: string[];
  body?: string;
  answers: number[];
}
const file = new URL('../../cases/hostile-requests.json', import.meta.url);
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(file, 'utf8'));

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand?.end());

describe('a request, byte by byte', () => {
  it.each(cases)('$name: $answers', async ({ head, body = '', answers }) => {
    const request = `${head.join('\r\n')}\r\n\r\n${body}`;
    const bytes = request.replaceAll('PORT', String(stand.server.port)).replaceAll('COOKIE', await stand.cookie());
    const answer = await stand.raw(bytes);
    expect([...answer.matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => Number(status))).toEqual(answers);
    expect(answer.includes('the pages')).toBe(answers.includes(200));
  });

  it('harms no other', async () => {
    expect((await stand.ask('/', { headers: { Cookie: await stand.cookie() } })).body).toContain('the pages');
  });
});
