import { execFile } from 'node:child_process';
import type { BoundAction } from '../../model/action.ts';
import { FarmError } from '../../model/errors.ts';
import { bareEnvironment } from '../../processes/bare-environment.ts';
import type { EntryName } from '../../processes/launch.ts';
import { parseProxyConfig } from '../../proxy/config.ts';
import type { HostFiles } from './host-files.ts';

/** Inputs for starting a service. */
export type ServiceAction = Omit<Extract<BoundAction, { kind: 'service' }>, 'title'>;

const ACCEPT_LIMIT_MS = 10_000;
const HAPROXY_READY_MS = 10_000;

/** How a program of a practice host is started. */
export interface Start {
  entry: EntryName;
  message: Record<string, unknown>;
}

/** The socket, in the folder of the host, that answers when HAProxy is ready. */
const HAPROXY_SOCKET = 'haproxy.sock';

/**
 * Returns how this service is started.
 * @throws FarmError `service.program-unknown`, `service.file-missing`
 */
export async function startOf(action: ServiceAction, files: HostFiles): Promise<Start> {
  switch (action.program) {
    case 'practice-node':
      return {
        entry: 'practice-node',
        message: { type: 'start', account: action.account, password: action.password ?? '' },
      };
    case 'bundled-proxy':
      return {
        entry: 'proxy',
        message: { type: 'start', config: parseJson(await configuration(action, files)) },
      };
    case 'haproxy':
      await configuration(action, files);
      return {
        entry: 'program-keeper',
        message: {
          type: 'start',
          command: 'haproxy',
          args: ['-db', '-f', action.reads[0]],
          cwd: files.folder,
          readyWhen: { socket: HAPROXY_SOCKET, limitMs: HAPROXY_READY_MS },
        },
      };
    default:
      throw programUnknown(action.program);
  }
}

/**
 * Lets the program check a configuration file.
 * @throws FarmError `balancer.configuration-refused`, `balancer.program-missing`, `service.file-missing`
 */
export async function acceptConfiguration(program: string, path: string, files: HostFiles): Promise<void> {
  const text = await files.read(path);
  if (text === null) throw fileMissing(path);
  if (program === 'haproxy') return await askHaproxy(path, files.folder);
  if (program !== 'bundled-proxy') throw programUnknown(program);
  try {
    parseProxyConfig(parseJson(text));
  } catch (error) {
    throw refused(program, error instanceof Error ? error.message : String(error));
  }
}

/** The error for a service that did not start: a known error of a balancer, else `service.did-not-start`. */
export function startFault(error: unknown): unknown {
  if (!(error instanceof FarmError)) return error;
  const { code, message, remedy } = error;
  // `Binding [haproxy.cfg:17] for frontend web: cannot bind socket (Address already in use) for [127.0.0.1:443]`
  const [, why, address, port] = /cannot bind socket \(([^)]+)\)(?: for)? \[(.+):(\d+)\]/.exec(message) ?? [];
  if (why !== undefined) return cannotBind(`HAProxy cannot listen on ${address} port ${port}: ${why}.`);
  return code.startsWith('balancer.') ? error : new FarmError({ code: 'service.did-not-start', message, remedy });
}

function cannotBind(message: string): FarmError {
  return new FarmError({
    code: 'balancer.cannot-bind',
    message,
    remedy: 'End the program that uses this address and port, or choose another port for the virtual service.',
  });
}

function askHaproxy(path: string, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(
      'haproxy',
      ['-c', '-f', path],
      { cwd, env: bareEnvironment(), timeout: ACCEPT_LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) return resolve();
        if (error.code === ('ENOENT' as unknown)) return reject(programMissing());
        const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => /\[(ALERT|WARNING)\]/.test(line));
        reject(refused('haproxy', error.killed ? 'it did not answer in time' : lines.slice(0, 10).join('\n')));
      },
    );
  });
}

async function configuration(action: ServiceAction, files: HostFiles): Promise<string> {
  const path = action.reads[0] ?? '';
  const text = path === '' ? null : await files.read(path);
  if (text === null) throw fileMissing(path);
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('bundled-proxy', 'it is not JSON');
  }
}

function refused(program: string, why: string): FarmError {
  return new FarmError({
    code: 'balancer.configuration-refused',
    message: `${program} refused its configuration: ${why}`,
    remedy: 'Correct the reported error. The balancer keeps running with its earlier configuration.',
  });
}

/** HAProxy is not part of Farmwright: it must be installed for practice farms that use it. */
function programMissing(): FarmError {
  return new FarmError({
    code: 'balancer.program-missing',
    field: 'balancer',
    message: 'HAProxy is not installed on this computer.',
    remedy: 'Install HAProxy 2.6 or later (Debian: apt install haproxy), or choose the bundled proxy.',
  });
}

function programUnknown(program: string): FarmError {
  return new FarmError({
    code: 'service.program-unknown',
    field: 'program',
    message: `A practice host has no program «${program}».`,
    remedy: 'Choose practice-node, bundled-proxy or haproxy.',
  });
}

function fileMissing(path: string): FarmError {
  return new FarmError({
    code: 'service.file-missing',
    field: 'reads',
    message:
      path === '' ? 'The service has no file to read.' : `The service cannot read ${path}, because it does not exist.`,
    remedy: 'Carry out the step that writes the file first.',
  });
}
