import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { rendezvous } from '../../../core/proxy/rendezvous.ts';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import { removeStandFiles, type Stand, startStand, type TestNode } from './proxy-stand.ts';
import { openTcp, startTcpStand, type TcpStand } from './tcp-stand.ts';

let stand: Stand | TcpStand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `node-${index + 1}` }));
const CLIENTS = Array.from({ length: 600 }, (_, index) =>
  index % 2 === 0 ? `10.1.${index >> 8}.${index & 255}` : `2001:db8::${index.toString(16)}`,
);

describe('the node of a client', () => {
  it('is always the same, in whatever order the nodes stand', () => {
    const anyNames = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyNames, fc.oneof(fc.ipV4(), fc.ipV6()), (names, client) => {
        const nodes = names.map((name) => ({ name }));
        const own = rendezvous(nodes, client)?.name;
        expect(names).toContain(own);
        expect(rendezvous(nodes.toReversed(), client)?.name).toBe(own);
        expect(
          rendezvous(
            nodes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
            client,
          )?.name,
        ).toBe(own);
      }),
      { seed: 20261, numRuns: 200 },
    );
    expect(rendezvous([], '10.1.2.3')).toBeUndefined();
  });

  it('changes for the clients of a node that is taken out, and for no others', () => {
    const nodes = named(5);
    for (const out of nodes) {
      const left = nodes.filter((node) => node !== out);
      const moved = new Set<string>();
      for (const client of CLIENTS) {
        const before = rendezvous(nodes, client);
        const after = rendezvous(left, client);
        if (before === out) moved.add(after?.name ?? '');
        else expect(after).toBe(before);
      }
      expect([...moved].toSorted()).toEqual(left.map(({ name }) => name).toSorted());
    }
  });

  it.each([2, 3, 10])('is any of %i as often as any other', (count) => {
    const nodes = named(count);
    const shares = nodes.map((node) => CLIENTS.filter((client) => rendezvous(nodes, client) === node).length);
    for (const share of shares) {
      expect(share).toBeGreaterThan((0.5 * CLIENTS.length) / count);
      expect(share).toBeLessThan((1.5 * CLIENTS.length) / count);
    }
  });

  it('is told by all of its address', () => {
    const nodes = named(3);
    const at = (clients: string[]) => new Set(clients.map((client) => rendezvous(nodes, client)?.name)).size;
    expect(at(CLIENTS.filter((client) => client.startsWith('10.1.0.')))).toBe(3);
    expect(at(CLIENTS.filter((client) => client.includes(':')))).toBe(3);
  });

  it('stays what it was in earlier versions, so that an update moves nobody', () => {
    const nodes = named(3);
    const owns = ['10.1.2.3', '10.1.2.4', '10.1.2.5', '2001:db8::1', '::1'].map((one) => rendezvous(nodes, one)?.name);
    expect(owns).toMatchInlineSnapshot(`
      [
        "node-2",
        "node-1",
        "node-1",
        "node-3",
        "node-1",
      ]
    `);
  });
});

const FROM = Array.from({ length: 12 }, (_, index) => `127.77.0.${20 + index}`);

describe('source persistence', () => {
  /** Which node answers each client. */
  async function owners(made: Stand): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const from of FROM) {
      for (const node of made.nodes) node.received.length = 0;
      expect((await ask(made.port, { from })).status).toBe(200);
      found.set(from, made.nodes.find(({ received }) => received.length === 1)?.name ?? '');
    }
    return found;
  }

  it('keeps each client on one node, and moves only those of a node that goes', async () => {
    const made = await startStand({ nodes: 3, service: { persistence: 'source' } });
    stand = made;
    const first = await owners(made);
    expect(await owners(made)).toEqual(first);
    expect(new Set(first.values()).size).toBeGreaterThan(1);
    const gone = made.nodes.find(({ name }) => name === first.get(FROM[0] as string)) as TestNode;
    gone.health = (_request, response) => response.writeHead(503).end();
    await made.whenState(gone, 'down');
    const without = await owners(made);
    for (const from of FROM)
      if (first.get(from) === gone.name) expect(without.get(from)).not.toBe(gone.name);
      else expect(without.get(from)).toBe(first.get(from));
    gone.health = (_request, response) => response.end();
    await made.whenState(gone, 'up');
    expect(await owners(made)).toEqual(first);
  });

  it('tries the second choice of a client where its node does not answer', async () => {
    const made = await startStand({ nodes: 2, service: { persistence: 'source' } });
    stand = made;
    const first = await owners(made);
    const gone = made.nodes.find(({ name }) => name === first.get(FROM[0] as string)) as TestNode;
    await gone.crash();
    expect((await ask(made.port, { from: FROM[0] as string })).status).toBe(200);
  });

  it('is the same in mode tcp', async () => {
    const made = await startTcpStand({ nodes: 3, service: { persistence: 'source' } });
    stand = made;
    const total = () => made.nodes.reduce((sum, { connections }) => sum + connections.length, 0);
    const owner = async (from: string) => {
      const before = made.nodes.map(({ connections }) => connections.length);
      const sum = total();
      const client = await openTcp(made.port, from);
      await until(() => total() === sum + 1, { what: 'a node has it' });
      client.socket.destroy();
      return made.nodes.find(({ connections }, index) => connections.length > (before[index] ?? 0))?.name;
    };
    const owns = [];
    for (const from of FROM) owns.push(await owner(from));
    for (const [index, from] of FROM.entries()) expect(await owner(from)).toBe(owns[index]);
    expect(new Set(owns).size).toBeGreaterThan(1);
    expect(owns).toEqual(FROM.map((from) => rendezvous(made.nodes, from)?.name));
  });
});

describe('without persistence', () => {
  it('one client goes to every node', async () => {
    const made = await startStand({ nodes: 3 });
    stand = made;
    for (let count = 0; count < 6; count += 1) await ask(made.port, { from: FROM[0] as string });
    expect(made.nodes.map(({ received }) => received.length)).toEqual([2, 2, 2]);
  });
});
