import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../core/model/secret.ts';
import { Application } from '../../core/practice/application/application.ts';
import { readConfiguration } from '../../core/practice/application/configuration.ts';
import { serve } from '../../core/practice/application/serve.ts';
import { layOut } from '../../core/practice/client.ts';
import { PracticeAuthority } from '../../core/practice/world/authority.ts';

const HOST_NAME = 'stand-in.example.test';
const LIMIT_MS = 5_000;

/** Where a service of the stand-in listens. */
export interface StandInPlace {
  address: string;
  port: number;
}

/** What a request is answered with. */
interface Seen {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An application that is neither of HTTPS alone nor has a database, as it is told to the stand-in. */
export function portalSettings(place: (service: string) => StandInPlace, admits: string[]) {
  return {
    name: 'node-01',
    services: [
      {
        name: 'portal',
        kind: 'https',
        ...place('portal'),
        health: { path: '/status' },
        requests: [
          { path: '/track', token: { query: 'id' } },
          { path: '/documents/{token}/open', token: 'path', status: 401 },
          { method: 'POST', path: '/orders', token: { body: 'reference' }, status: 302 },
          { path: '/start', token: 'none' },
        ],
      },
      { name: 'plain', kind: 'http', ...place('plain'), health: 'connect', requests: [{ path: '/', token: 'none' }] },
      { name: 'relay', kind: 'tcp', ...place('relay'), answer: { banner: '220 ready' } },
      { name: 'echo', kind: 'tcp', ...place('echo'), token: 'line', answer: 'echo' },
    ],
    admits,
    clientIp: { engine: 'aspnetcore', setting: 'trust' },
    settings: { form: 'file', file: 'settings.json' },
    audit: { form: 'text', file: 'access.log', line: '{at} {address} {service} {path} {token}' },
  };
}

/** The stand-in application in this process, in a folder of its own. */
export async function startStandIn(changes: Record<string, unknown> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fw-stand-in-'));
  const names = ['portal', 'plain', 'relay', 'echo'];
  const { wizard, nodes } = await layOut({
    nodes: 2,
    services: names.map((name, nodePort) => ({ name, nodePort })),
  });
  const place = (service: string): StandInPlace => ({
    address: nodes[0]?.address ?? '',
    port: nodes[0]?.ports[service] ?? 0,
  });
  const authority = await PracticeAuthority.create();
  const { certificate, key } = await authority.issue([HOST_NAME]);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('certificate.pem', certificate);
  write('certificate-key.pem', key);
  write('application.json', JSON.stringify({ ...portalSettings(place, [wizard]), ...changes }));
  const application = new Application(readConfiguration(folder), 'svc-portal', new Secret(''));
  const servers = await serve(application);
  const lines = () => readFileSync(join(folder, 'access.log'), 'utf8').trimEnd().split('\n');
  return {
    application,
    place,
    wizard,
    write,
    /** Lines of the audit log without their times. */
    audited: () => lines().map((line) => line.replace(/^\S+ /, '')),
    lines,
    ask: (
      service: string,
      path: string,
      how: { method?: string; body?: string; headers?: string[]; from?: string } = {},
    ) =>
      new Promise<Seen>((resolve, reject) => {
        const { address, port } = place(service);
        const { method = 'GET', body = '', headers = [], from = wizard } = how;
        const send = service === 'plain' ? requestHttp : requestHttps;
        const request = send(
          {
            host: address,
            port,
            path,
            method,
            headers: ['Host', HOST_NAME, 'Content-Length', String(Buffer.byteLength(body)), ...headers],
            localAddress: from,
            ca: authority.certificate,
            servername: HOST_NAME,
            agent: false,
            timeout: LIMIT_MS,
          },
          (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (chunk: string) => {
              text += chunk;
            });
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
            );
          },
        );
        request.on('error', reject);
        request.end(body);
      }),
    /** Connects, says this or nothing, and gives all that comes until the other side closes. */
    talk: (service: string, say: string, from = wizard) =>
      new Promise<string>((resolve, reject) => {
        let text = '';
        const { address, port } = place(service);
        const socket = connect({ host: address, port, localAddress: from });
        socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error('nothing came')));
        socket.on('connect', () => socket.write(say));
        socket.on('data', (chunk) => {
          text += chunk.toString('utf8');
        });
        socket.on('error', reject);
        socket.on('close', () => resolve(text));
      }),
    /** Connects and closes at once, as a health check does. */
    touch: (service: string) =>
      new Promise<void>((resolve, reject) => {
        const { address, port } = place(service);
        const socket = connect({ host: address, port, localAddress: wizard }, () => socket.destroy());
        socket.on('error', reject);
        socket.on('close', () => resolve());
      }),
    end: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
