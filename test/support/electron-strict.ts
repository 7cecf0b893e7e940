import { EventEmitter } from 'node:events';

/** The object, as one that throws at whatever it does not have: nothing of Electron is used that is not stood in for. */
export function strict<T extends object>(name: string, target: T): T {
  const refuse = (member: string | symbol) => new Error(`The stand-in for Electron has no ${name}.${String(member)}`);
  return new Proxy(target, {
    get: (_, member) => {
      if (typeof member !== 'symbol' && member !== 'then' && !(member in target)) throw refuse(member);
      const value: unknown = Reflect.get(target, member, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (_, member) => {
      throw refuse(member);
    },
  });
}

type Listener = Parameters<EventEmitter['on']>[1];

/** An emitter that nobody can listen to for what it never says: a listener that waits for ever would look like one that works. */
export class StrictEmitter extends EventEmitter {
  readonly #name: string;
  readonly #events: readonly string[];

  constructor(name: string, events: readonly string[]) {
    super();
    this.#name = name;
    this.#events = events;
  }

  override on(event: string, listener: Listener): this {
    if (!this.#events.includes(event)) throw new Error(`The stand-in for Electron has no event ${this.#name}.${event}`);
    return super.on(event, listener);
  }

  override once(event: string, listener: Listener): this {
    if (!this.#events.includes(event)) throw new Error(`The stand-in for Electron has no event ${this.#name}.${event}`);
    return super.once(event, listener);
  }
}

/** An event that can be prevented, as Electron's are. */
export class Preventable {
  prevented = false;
  preventDefault(): void {
    this.prevented = true;
  }
}
