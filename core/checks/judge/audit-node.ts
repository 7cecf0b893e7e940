import type { AuditEntry } from '../../model/audit-source.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { knownNode } from '../asking/known-node.ts';
import { type Check, notPass, pass } from '../check.ts';
import { closing } from '../looks/closing.ts';
import { direct } from '../looks/direct.ts';
import { moreRequests } from '../looks/more-requests.ts';
import { requests } from '../looks/requests.ts';
import { shapes } from '../looks/shapes.ts';
import { honestRequests, type RequestSeen } from '../observations.ts';
import { unaskable } from './unhealthy.ts';

/** A record, and the request that it is of. */
interface Found {
  request: RequestSeen;
  record: AuditEntry;
}

/**
 * Whether a node writes its own name into the audit record. A request that went straight to a node tells, and so does an
 * answer that names its node: with records under another node's name all that is known of the two is mixed up.
 */
export const auditNode: Check = {
  id: 'audit.node',
  title: 'The audit record names the node that answered',
  required: true,
  page: 'further-nodes',
  field: 'nodes',
  needs: [direct, requests, shapes, moreRequests, closing],
  judge: ({ farm }, seen) => {
    const found = new Map(nodesOf(farm).map(({ name }) => [name, [] as Found[]]));
    for (const request of [...seen.direct, ...honestRequests(seen)])
      for (const record of request.records.value ?? []) found.get(request.node ?? '')?.push({ request, record });
    const namesOf = (node: string) => [...new Set((found.get(node) ?? []).flatMap(({ record }) => record.node ?? []))];
    // Names that are no node's, and who writes them.
    const writers = new Map<string, string[]>();
    for (const node of found.keys())
      for (const name of namesOf(node).filter((one) => knownNode(farm, one) === null))
        writers.set(name, [...(writers.get(name) ?? []), node]);
    return nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for the name in its audit records');
      if (down !== null) return down;
      const [records, names] = [found.get(node) ?? [], namesOf(node)];
      const evidence = { names, records: records.length };
      const wrong = records.find(
        ({ record }) => record.node !== null && (knownNode(farm, record.node) ?? node) !== node,
      );
      if (wrong !== undefined)
        return notPass('fail', subject, {
          cause: `The record of ${wrong.request.token}, which ${node} answered, names ${wrong.record.node}.`,
          remedy: `Give the application on ${node} its own name, and check that no node writes the records of another.`,
          evidence,
        });
      if (names.length > 1)
        return notPass('fail', subject, {
          cause: `${node} writes its audit records under several names: ${names.join(', ')}.`,
          remedy: `Give the application on ${node} one name.`,
          evidence,
        });
      const [twin] = names.flatMap((name) => (writers.get(name) ?? []).filter((other) => other !== node));
      if (twin !== undefined)
        return notPass('fail', subject, {
          cause: `${node} and ${twin} write the same name into their audit records: ${names.join(', ')}.`,
          remedy: `Give the application on ${node} its own name.`,
          evidence,
        });
      if (records.length > 0 && names.length === 0)
        return notPass('not applicable', subject, {
          cause: 'The audit records of this application name no node.',
          remedy: 'Nothing to do: the answer tells which node it came from.',
        });
      if (records.length === 0)
        return notPass('could not run', subject, {
          cause: `No audit record of a request that ${node} answered was found, so no name was seen.`,
          remedy: 'Make the node write its audit record first.',
          causedBy: 'audit.recorded',
        });
      return pass(subject, evidence);
    });
  },
};
