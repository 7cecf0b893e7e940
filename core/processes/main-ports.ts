import { z } from 'zod';
import { LAUNCHABLE } from './launch.ts';

/** A port as Electron gives it to a process that is not a page: `MessagePortMain`. */
export interface MainPort {
  on(event: 'message', listener: (event: { data: unknown; ports?: MainPort[] }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** The way of a utility process to Electron's main process: `process.parentPort`. Ports come this way, none go. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: MainPort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The port to the main process, if this process is a utility process of Electron; null in Node. */
export function parentPort(): ParentPort | null {
  return (process as unknown as { parentPort?: ParentPort }).parentPort ?? null;
}

/** What a process asks the main process for; `launch` is a number of its own for each process it has started. */
export const LaunchRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('launch'),
    launch: z.int().min(1),
    entry: z.enum(LAUNCHABLE),
    cwd: z.string().min(1).max(4096).nullable(),
    detached: z.boolean(),
  }),
  z.object({ type: z.literal('kill'), launch: z.int().min(1) }),
]);
export type LaunchRequest = z.infer<typeof LaunchRequest>;

/** What the main process says of a process it was asked to start; with *joined* comes the port to it. */
export const LaunchNotice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('launch.joined'), launch: z.int() }),
  z.object({ type: z.literal('launch.running'), launch: z.int(), pid: z.int() }),
  z.object({
    type: z.literal('launch.ended'),
    launch: z.int(),
    code: z.int().nullable(),
    problem: z.string().nullable(),
    lastWords: z.string(),
  }),
]);
export type LaunchNotice = z.infer<typeof LaunchNotice>;

/** The first message of the main process to an entry; with it comes the port to who asked for the entry. */
export const Joined = z.object({ type: z.literal('joined') });

/** On the port between two processes: the one that was started is to end. Signals are not what every platform has. */
export const END_ASKED = { type: 'end-asked' } as const;
export const EndAsked = z.object({ type: z.literal(END_ASKED.type) });
