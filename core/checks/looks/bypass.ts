import type { Farm } from '../../model/farm.ts';
import { healthPathOf, hostNameOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { healthRequest } from '../../model/health-request.ts';
import type { VantageRequest } from '../../model/vantage.ts';
import { answerTo, errorOf } from '../asking/answer-to.ts';
import { exchange } from '../asking/exchange.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { BypassSeen } from '../observations.ts';
import type { VerifyPorts } from '../ports.ts';
import { health } from './health.ts';

/** Limit of a request that should be refused, in milliseconds. */
const CLOSED_LIMIT_MS = 3000;
/** So many client addresses are tried: a firewall may admit one of them and not the next. */
const MOST_CLIENTS = 8;
/** A connection that is closed sooner was not admitted, in milliseconds. */
const STAY_MS = 100;
/** Errors of a request after which a connection may have been taken all the same. */
const MAYBE_TAKEN = ['vantage.no-answer', 'vantage.closed'];

/** Requests around the balancer, from clients' addresses straight to each port of each healthy node. */
export const bypass: Look = {
  title: 'Trying to reach the nodes around the balancer',
  effect: 'reads',
  needs: [health],
  sends: ({ farm }) => [
    `One health check goes from each of ${listed(clientsThatTry(farm))} straight to each service of each node, which should refuse it, and one from ${farm.wizardAddress} beside it.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const clients = clientsThatTry(farm);
    const ways = healthyNodes(verification, seen).flatMap((node) =>
      profile.services.flatMap((service) =>
        node.addresses.flatMap((address) => clients.map((from) => ({ node, service, from, address }))),
      ),
    );
    seen.bypass = await inParallel(ways, 4, async ({ node, service, from, address }): Promise<BypassSeen> => {
      const request = {
        to: { ...placeOf(farm, node, service.name), address },
        hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
        ...healthRequest(healthPathOf(farm, service)),
        ...(healthPathOf(farm, service) === null ? { stayMs: STAY_MS } : {}),
        limitMs: CLOSED_LIMIT_MS,
      };
      const answer = await answerTo(() => exchange({ ...request, from }, node.name, ports, signal), signal);
      const error = errorOf(answer);
      const taken = error !== null && (await isTaken({ ...request, from }, error.code, node.name, ports, signal));
      // A node that is out of reach for everybody is closed to nobody.
      const beside =
        error === null || taken
          ? null
          : { ...request, from: farm.wizardAddress, method: 'connect' as const, stayMs: 0 };
      const control =
        beside === null ? null : errorOf(await answerTo(() => exchange(beside, node.name, ports, signal), signal));
      return {
        node: node.name,
        service: service.name,
        to: `${address} port ${request.to.port}`,
        sentFrom: from,
        status: answer.value?.status ?? (taken ? 0 : null),
        error,
        control,
      };
    });
  },
};

/** Returns the client addresses from which a way that should be closed is tried. */
export function clientsThatTry({ clientAddresses }: Farm): string[] {
  return [...new Set(clientAddresses)].slice(0, MOST_CLIENTS);
}

/** Whether the node takes connections from there, though it gives no answer: TLS begins, or the connection stays. */
async function isTaken(
  request: VantageRequest,
  code: string,
  node: string,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<boolean> {
  if (!MAYBE_TAKEN.includes(code) || request.method === 'connect') return false;
  // One that is closed at once was not admitted; one that hangs was.
  const method = code === 'vantage.no-answer' ? ('connect' as const) : ('handshake' as const);
  return (
    (await answerTo(() => exchange({ ...request, method, stayMs: STAY_MS }, node, ports, signal), signal)).value !==
    undefined
  );
}
