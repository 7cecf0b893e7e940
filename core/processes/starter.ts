import { HeldMessages } from './held-messages.ts';
import { EndAsked, Joined, type MainPort, type ParentPort, parentPort } from './main-ports.ts';

/** The process that started this one, as an entry talks to it. */
export interface Starter {
  /** Hears its messages, the first one included that was sent before anybody listened. The answer ends the listening. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Hears one message. */
  onceMessage(listener: (message: unknown) => void): void;
  /** Sends a message. If the starter is gone, the message is lost. `sent` is called in any case, once it is on its way. */
  send(message: object, sent?: () => void): void;
  /** It is gone, or has let go of this process. */
  onceGone(listener: () => void): void;
  /** This process is to end; without a listener it ends at once. */
  onceEndAsked(listener: () => void): void;
}

/** The starter of this process: over Node's channel, or over the port that Electron's main process joined. */
export function starterOf(): Starter {
  const main = parentPort();
  return main === null ? nodeStarter() : mainStarter(main);
}

function nodeStarter(): Starter {
  const messages = new HeldMessages();
  process.on('message', (message) => messages.take(message));
  return {
    ...listening(messages),
    send: (message, sent = () => {}) => {
      if (process.connected) process.send?.(message, sent);
      else sent();
    },
    onceGone: (listener) => void process.once('disconnect', listener),
    onceEndAsked: (listener) => void process.once('SIGTERM', listener),
  };
}

function mainStarter(main: ParentPort): Starter {
  const messages = new HeldMessages();
  let port: MainPort | null = null;
  let gone = () => {};
  let endAsked: () => void = () => process.exit(0);
  main.on('message', ({ data, ports }) => {
    // The main process asks so when whoever asked for this process is gone, and when the application ends.
    if (EndAsked.safeParse(data).success) return endAsked();
    const [joined] = ports;
    if (port !== null || joined === undefined || !Joined.safeParse(data).success) return;
    port = joined;
    port.on('message', (event) => {
      if (EndAsked.safeParse(event.data).success) endAsked();
      else messages.take(event.data);
    });
    port.on('close', () => gone());
    port.start();
  });
  return {
    ...listening(messages),
    send: (message, sent = () => {}) => {
      port?.postMessage(message);
      // A port has no word for what has left; another turn of the loop lets it go out before a process ends.
      setTimeout(sent, 0);
    },
    onceGone: (listener) => {
      gone = listener;
    },
    onceEndAsked: (listener) => {
      endAsked = listener;
      process.once('SIGTERM', listener);
    },
  };
}

function listening(messages: HeldMessages): Pick<Starter, 'onMessage' | 'onceMessage'> {
  return {
    onMessage: (listener) => messages.listen(listener),
    onceMessage: (listener) => messages.once(listener),
  };
}
