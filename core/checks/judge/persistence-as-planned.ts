import { persistenceOf } from '../../model/farm-parts.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import { pool } from '../looks/pool.ts';
import { requests } from '../looks/requests.ts';
import { shapes } from '../looks/shapes.ts';
import { honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { RETURNING, titleOf } from '../shapes.ts';
import { pinnedTo } from './persistence-pins.ts';
import { reachedNobody } from './spoof-refused.ts';

/** Shapes of requests that carry a cookie. */
const WITH_COOKIE = [RETURNING.id, 'signed-in', 'signed-in-browser'];
/** So many requests go to one of two nodes by chance once in five hundred times. */
const ENOUGH = 10;

/** Whether a client stays on a node where that is planned, and nowhere else: a cookie may keep it there unseen. */
export const persistenceAsPlanned: Check = {
  id: 'persistence.as-planned',
  title: 'Clients stay on one node only where that is planned',
  required: false,
  page: 'load-balancer',
  field: 'persistence',
  needs: [requests, shapes, pool],
  judge: (verification, seen) =>
    verification.farm.services.map(({ name: service }) =>
      followedServices(verification.profile).some(({ name }) => name === service)
        ? keeps(verification, seen, service)
        : notPass(
            'not applicable',
            { service },
            {
              cause: `Requests of ${service} cannot be followed to a node, so it is not known whether clients stay on one.`,
              remedy: 'Nothing to do: a connection stays on its node.',
            },
          ),
    ),
};

function keeps(verification: Verification, seen: Observations, service: string): Judgement {
  const { farm, balancer } = verification;
  const subject = { service };
  const planned = persistenceOf(farm, service);
  const own = honestRequests(seen).filter((request) => request.service === service);
  const cookies = [...new Set(own.flatMap(({ setsCookies = [] }) => setsCookies))];
  const kept = WITH_COOKIE.flatMap((shape) => {
    const sent = own.filter((request) => request.shape === shape && request.node !== null);
    const [node, ...others] = nodesOf(sent);
    return node === undefined || others.length > 0 ? [] : [{ shape, node, requests: sent.length }];
  });
  const evidence = { planned, cookies, kept };
  const open = nodesOf(seen.requests.filter((request) => request.service === service && request.way !== 'drained'));
  if (open.length === 0)
    return notPass('could not run', subject, {
      cause: `No node answered a request through ${service}, so it is not known whether clients stay on one.`,
      remedy: 'Get requests answered first.',
      evidence,
      causedBy: reachedNobody(seen, service) ? 'balancer.pool' : 'distribution',
    });
  if (planned === 'source')
    return pinnedTo(verification, seen, service) === null
      ? notPass('fail', subject, {
          cause: `Requests of one client through ${service} were answered by several of ${listed(open)}, though persistence by source is planned.`,
          remedy: `Run the plan again: it sets persistence at ${balancer.name}.`,
          evidence,
        })
      : pass(subject, evidence);
  if (planned === 'cookie')
    return kept.some(({ shape }) => shape === RETURNING.id)
      ? pass(subject, evidence)
      : notPass('fail', subject, {
          cause: `Persistence by cookie is planned, and ${cookies.length === 0 ? `no answer through ${service} set a cookie` : `clients of ${service} that sent back ${listed(cookies)} reached several nodes`}.`,
          remedy: `Set persistence by cookie at ${balancer.name}.`,
          evidence,
        });
  if (open.length < 2)
    return notPass('could not run', subject, {
      cause: `All requests through ${service} were answered by ${open[0]}, so a cookie that keeps clients there would not be seen.`,
      remedy: 'Let requests reach every node first.',
      evidence,
      causedBy: healthyNodes(verification, seen).length < 2 ? 'health.node' : 'distribution',
    });
  const pins = kept.find(({ requests: sent }) => sent >= ENOUGH);
  if (pins === undefined) return pass(subject, evidence);
  return notPass('fail', subject, {
    cause: `All ${pins.requests} requests through ${service} with ${named(pins.shape, cookies)} were answered by ${pins.node}; without one, ${listed(open)} answered. No persistence is planned.`,
    remedy: `Turn off persistence by cookie at ${balancer.name}, or plan it.`,
    evidence,
  });
}

function named(shape: string, cookies: string[]): string {
  return shape === RETURNING.id ? `the cookie ${listed(cookies)} of an earlier answer` : titleOf(shape).toLowerCase();
}

function nodesOf(requests: readonly RequestSeen[]): string[] {
  return [...new Set(requests.flatMap(({ node }) => node ?? []))];
}
