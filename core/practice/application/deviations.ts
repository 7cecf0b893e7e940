import type { Socket } from 'node:net';
import { z } from 'zod';
import { HeaderName } from '../../model/header-name.ts';
import { linesOf } from './client-address.ts';

/** Which requests are treated in another way: those for which all of this holds. */
const When = z.strictObject({
  service: z.string().optional(),
  method: z.enum(['GET', 'POST']).optional(),
  version: z.enum(['1.0', '1.1']).optional(),
  /** Has a header of this name, in any case. */
  header: HeaderName.optional(),
  /** From this request of its connection on; the first is 1. */
  onConnection: z.int().min(1).optional(),
  /** From this request on since the node was started; the first is 1. */
  fromRequest: z.int().min(1).optional(),
  /** One request in so many. */
  every: z.int().min(1).optional(),
});

/**
 * The address that is recorded instead: that of the TCP peer; none; that which was recorded first for the same TCP peer;
 * the text of a header, where the request has it; or this text.
 */
const RecordedAddress = z.union([
  z.enum(['peer', 'none', 'kept of peer']),
  z.strictObject({ header: HeaderName }),
  z.strictObject({ text: z.string().min(1) }),
  /** The right one, with this text before and after it. */
  z.strictObject({ before: z.string(), after: z.string() }),
]);
type RecordedAddress = z.infer<typeof RecordedAddress>;

/** What is done in another way. What is left out is done as always. */
const Does = z.strictObject({
  address: RecordedAddress.optional(),
  /** No record is written. */
  unrecorded: z.literal(true).optional(),
  /** So much later the record is written, in milliseconds; the answer does not wait for it. */
  recordAfterMs: z.int().min(1).max(30_000).optional(),
  /** A second record that is written so much later, in milliseconds or in requests that the node has had since. */
  second: z
    .strictObject({
      afterMs: z.int().min(0).max(30_000).optional(),
      afterRequests: z.int().min(1).optional(),
      address: RecordedAddress.optional(),
    })
    .optional(),
  /** The name of the node in the record. */
  node: z.string().min(1).optional(),
  /** The name of the service in the record. */
  service: z.string().min(1).optional(),
  /** So much the clock of the node is ahead, in milliseconds. */
  clockMs: z.int().optional(),
  /** The status of the answer. */
  status: z.int().min(200).max(599).optional(),
  /** So much later the request is answered, in milliseconds. */
  answerAfterMs: z.int().min(1).max(30_000).optional(),
});

/** A way in which an application treats some requests otherwise than all others: a mistake that real applications make. */
export const Deviation = z.strictObject({ when: When, does: Does });
export type Deviation = z.infer<typeof Deviation>;

/** A request as the node received it. */
export interface ReceivedRequest {
  service: string;
  method: string;
  version: string;
  socket: Socket;
  peer: string;
  headers: readonly (readonly [string, string])[];
}

/** A record that is to be written. */
export interface DueRecord {
  address: string | null;
  node: string;
  service: string;
  at: Date;
  /** So much later than the answer; null: before it. */
  afterMs: number | null;
  /** After so many more requests of the node; 0: at once. */
  afterRequests: number;
}

/** What a request leads to. */
export interface Treatment {
  records: DueRecord[];
  /** The status of the answer; null: the usual one. */
  status: number | null;
  answerAfterMs: number;
}

/** Applies deviations. It counts requests, and knows what it recorded first for each peer. */
export class Deviations {
  readonly #list: readonly Deviation[];
  readonly #node: string;
  readonly #onConnection = new WeakMap<Socket, number>();
  readonly #firstOfPeer = new Map<string, string | null>();
  #requests = 0;

  constructor(list: readonly Deviation[], node: string) {
    this.#list = list;
    this.#node = node;
  }

  /** Returns what this request leads to. @param address the client's address as the application finds it */
  treat(request: ReceivedRequest, address: string | null): Treatment {
    this.#requests += 1;
    const onConnection = (this.#onConnection.get(request.socket) ?? 0) + 1;
    this.#onConnection.set(request.socket, onConnection);
    const does = Object.assign(
      {},
      ...this.#list.filter(({ when }) => this.#holds(when, request, onConnection)).map((one) => one.does),
    ) as Deviation['does'];
    const kept = this.#firstOfPeer.get(request.peer) ?? address;
    this.#firstOfPeer.set(request.peer, kept);
    const recorded = (other: RecordedAddress | undefined) => otherAddress(other, request, address, kept);
    const names = { node: does.node ?? this.#node, service: does.service ?? request.service };
    const record = { ...names, at: new Date(Date.now() + (does.clockMs ?? 0)) };
    const only = { ...record, address: recorded(does.address), afterMs: does.recordAfterMs ?? null, afterRequests: 0 };
    const { second } = does;
    return {
      records: [
        ...(does.unrecorded ? [] : [only]),
        ...(second === undefined
          ? []
          : [
              {
                ...record,
                address: recorded(second.address),
                afterMs: second.afterMs || null,
                afterRequests: second.afterRequests ?? 0,
              },
            ]),
      ],
      status: does.status ?? null,
      answerAfterMs: does.answerAfterMs ?? 0,
    };
  }

  #holds(when: Deviation['when'], request: ReceivedRequest, onConnection: number): boolean {
    const { service, method, version, header } = when;
    return (
      (service === undefined || service === request.service) &&
      (method === undefined || method === request.method) &&
      (version === undefined || version === request.version) &&
      (header === undefined || linesOf(request, header).length > 0) &&
      onConnection >= (when.onConnection ?? 1) &&
      this.#requests >= (when.fromRequest ?? 1) &&
      this.#requests % (when.every ?? 1) === 0
    );
  }
}

function otherAddress(
  other: RecordedAddress | undefined,
  request: ReceivedRequest,
  address: string | null,
  kept: string | null,
): string | null {
  if (other === undefined) return address;
  if (other === 'peer') return request.peer;
  if (other === 'none') return null;
  if (other === 'kept of peer') return kept;
  if ('header' in other) return linesOf(request, other.header)[0] ?? address;
  if ('text' in other) return other.text;
  return `${other.before}${address ?? ''}${other.after}`;
}
