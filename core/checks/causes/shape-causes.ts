import { sameHost } from '../../client-ip/same-address.ts';
import type { Subject } from '../../model/check.ts';
import { listed } from '../listed.ts';
import { honestRequests, type RequestSeen } from '../observations.ts';
import { namedShape, PLAIN, SHAPES } from '../shapes.ts';
import { type Detector, openOf, type Scene } from './detector.ts';

/** The address of one client is recorded for the request of another. */
export const addressKeptOfAnother: Detector = {
  id: 'address-kept-of-another',
  page: 'ip-detection',
  find: (scene) => {
    const clients = [...new Set(honestRequests(scene.seen).map(({ sentFrom }) => sentFrom))];
    const isOfAnother = ({ sentFrom }: RequestSeen, address: string | null) =>
      clients.some((client) => client !== sentFrom && sameHost(client, address));
    const kept = wronglyRecorded(scene).filter(({ requests }) =>
      requests.some((request) => addressesOf(request).some((address) => isOfAnother(request, address))),
    );
    const shown = kept
      .flatMap(({ requests }) => requests)
      .find((request) => addressesOf(request).some((one) => isOfAnother(request, one)));
    if (shown === undefined) return null;
    return {
      title: `${shown.node} recorded ${listed(addressesOf(shown).map(String))} for a request that ${shown.sentFrom} sent: that is another client, so an address is kept from one request to the next.`,
      remedy:
        'Let the application read the address anew from the headers of each request, never once for a connection, a peer or a session.',
      explains: isOneOf(kept),
    };
  },
};

/** What is wrong with one of these is wrong with a signed-in browser as well. */
const PARTS = ['browser', 'signed-in', 'post'].map((id) => `wrong-only-with-${id}`);

/** One detector for each shape of request besides the plain one: nodes record it wrongly, and plain requests rightly. */
export const wrongOnlyWith: Detector[] = SHAPES.filter((shape) => shape !== PLAIN).map(({ id }) => ({
  id: `wrong-only-with-${id}`,
  page: 'ip-detection',
  yieldsTo: [addressKeptOfAnother.id, ...(id === 'signed-in-browser' ? PARTS : [])],
  find: (scene) => {
    const isMeant = (request: RequestSeen) => request.shape === id && !isContradicted(scene, request);
    const found = wronglyRecorded(scene).filter(({ requests, subject }) => {
      const plain = isRightIn(scene, subject, PLAIN.id);
      return plain.every(Boolean) && plain.length > 0 && requests.some(isMeant);
    });
    const shown = found.flatMap(({ requests }) => requests).find(isMeant);
    if (shown === undefined) return null;
    return {
      title: `${shown.node} records plain requests rightly, and ${listed(addressesOf(shown).map(String))} for “${namedShape(shown)}” (${shown.service}, sent from ${shown.sentFrom}).`,
      remedy: `Find out what the application, or what stands before it, does differently with “${namedShape(shown)}”.`,
      explains: isOneOf(found),
    };
  },
}));

/** A node and service whose records hold wrong addresses, and the requests that they are of. */
interface Wrong {
  subject: Subject;
  requests: RequestSeen[];
}

function wronglyRecorded(scene: Scene): Wrong[] {
  return openOf(scene, 'audit.client-ip').map(({ subject }) => ({
    subject,
    requests: requestsAt(scene, subject).filter((request) => !isRight(request)),
  }));
}

function requestsAt({ seen }: Scene, { node, service }: Subject): RequestSeen[] {
  return honestRequests(seen).filter((request) => request.node === node && request.service === service);
}

/** Whether one like it was recorded rightly, at the same place of its connection, forged or not: then the shape is not what makes it wrong. */
function isContradicted({ seen }: Scene, { shape, nth, node, service, sentFrom }: RequestSeen): boolean {
  const alike = [...honestRequests(seen), ...seen.spoofs.map(({ request }) => request)].filter(
    (one) => one.shape === shape && one.nth === nth && one.node === node && one.service === service,
  );
  return alike.some((one) => one.sentFrom === sentFrom && addressesOf(one).length > 0 && isRight(one));
}

function isRightIn(scene: Scene, subject: Subject, shape: string): boolean[] {
  return requestsAt(scene, subject).flatMap((request) => (request.shape === shape ? [isRight(request)] : []));
}

function isRight(request: RequestSeen): boolean {
  return addressesOf(request).every((address) => sameHost(address, request.sentFrom));
}

function addressesOf({ records }: RequestSeen): (string | null)[] {
  return [...new Set((records.value ?? []).map(({ address }) => address))];
}

function isOneOf(found: Wrong[]) {
  return ({ id, subject, verdict }: { id: string; subject: Subject; verdict: string }) =>
    id === 'audit.client-ip' &&
    verdict === 'fail' &&
    found.some((one) => one.subject.node === subject.node && one.subject.service === subject.service);
}
