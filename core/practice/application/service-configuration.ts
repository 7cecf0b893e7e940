import { z } from 'zod';

/** Stands for the token in the path of an audited request. */
export const TOKEN_SEGMENT = '{token}';

const Name = z.string().min(1).max(63);
const Path = z.string().regex(/^\/[\x21-\x22\x24-\x3e\x40-\x7e]*$/, 'use a path that begins with /, without query');

const AuditedRequest = z
  .strictObject({
    method: z.enum(['GET', 'POST']).default('GET'),
    /** With the segment `{token}` where the token stands in the path. */
    path: Path,
    /** Where the token stands: in the path, a query parameter, a field of the body (JSON or form), or nowhere. */
    token: z.union([z.enum(['path', 'none']), z.strictObject({ query: Name }), z.strictObject({ body: Name })]),
    /** What the request is answered with. It is audited whatever the status is. */
    status: z.int().min(200).max(599).default(200),
  })
  .refine(({ path, token }) => path.split('/').includes(TOKEN_SEGMENT) === (token === 'path'), {
    path: ['path'],
    message: `use the segment ${TOKEN_SEGMENT} in the path if the token is in the path, and only then`,
  });
export type AuditedRequest = z.infer<typeof AuditedRequest>;

const place = { name: Name, address: z.union([z.ipv4(), z.ipv6()]), port: z.int().min(1).max(65_535) };

const HttpService = z.strictObject({
  ...place,
  kind: z.enum(['https', 'http']),
  health: z.union([z.strictObject({ path: Path }), z.literal('connect')]),
  requests: z.array(AuditedRequest).max(20).default([]),
});
export type HttpService = z.infer<typeof HttpService>;

/** A connection that stays open, or over which a line comes, is audited and answered, and then closed. */
const TcpService = z.strictObject({
  ...place,
  kind: z.literal('tcp'),
  /** Whether the first line that comes is the token. */
  token: z.enum(['line', 'none']).default('none'),
  /** What is sent, or *echo*: the line that came. */
  answer: z.union([z.literal('echo'), z.strictObject({ banner: z.string().max(500) })]),
});
export type TcpService = z.infer<typeof TcpService>;

const Service = z.discriminatedUnion('kind', [HttpService, TcpService]);
type Service = z.infer<typeof Service>;

/** The services of a node. Several may share an address and port where HTTP paths tell them apart. */
export const Services = z
  .array(Service)
  .min(1)
  .superRefine((services, context) => {
    services.forEach((service, index) => {
      if (services.slice(0, index).some(({ name }) => name === service.name))
        context.addIssue({ code: 'custom', path: [index, 'name'], message: `${service.name} is already a service` });
      const other = services.slice(0, index).find((before) => placeOf(before) === placeOf(service));
      if (other === undefined || (other.kind === service.kind && service.kind !== 'tcp')) return;
      const message = `${placeOf(service)} is already used by ${other.name}, of kind ${other.kind}`;
      context.addIssue({ code: 'custom', path: [index, 'port'], message });
    });
  });

/** Services that listen at one address and port: several of HTTP, or one of TCP. */
export type Listener = { address: string; port: number } & (
  | { kind: 'https' | 'http'; services: HttpService[] }
  | { kind: 'tcp'; service: TcpService }
);

/** One listener for each address and port of the services. */
export function listenersOf(services: Service[]): Listener[] {
  const listeners = new Map<string, Listener>();
  for (const service of services) {
    const { address, port } = service;
    const sharing = listeners.get(placeOf(service));
    if (service.kind === 'tcp') listeners.set(placeOf(service), { address, port, kind: 'tcp', service });
    else if (sharing !== undefined && sharing.kind !== 'tcp') sharing.services.push(service);
    else listeners.set(placeOf(service), { address, port, kind: service.kind, services: [service] });
  }
  return [...listeners.values()];
}

function placeOf({ address, port }: Service): string {
  return `${address} port ${port}`;
}
