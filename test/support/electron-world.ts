/**
 * What runs in the page for Electron's sake, as text: in the preload's own world `require('electron')` with a bridge and
 * messages, in the page's world the other end of the bridge. The two worlds share the window and nothing else.
 */
export const WORLD = 'electron preload';
export const BINDING = 'standInToMain';

/** The other end of the bridge, for the world of the page. */
export const PAGE_WORLD = `(() => {
  const callbacks = new Map();
  const answers = new Map();
  let last = 0;
  const tell = (type, detail) => window.dispatchEvent(new CustomEvent(type, { detail: JSON.stringify(detail) }));
  const hear = (type, deed) => window.addEventListener(type, ({ detail }) => deed(JSON.parse(detail)));
  hear('bridge:callback', ({ callback, args }) => callbacks.get(callback)(...args));
  hear('bridge:answer', ({ call, value, error }) => answers.get(call)({ value, error }));
  hear('bridge:expose', ({ key, members }) => {
    const api = Object.fromEntries(members.map((member) => [member, (...given) => {
      const call = ++last;
      const args = given.map((arg) => {
        if (typeof arg !== 'function') return { value: arg };
        callbacks.set(++last, arg);
        return { callback: last };
      });
      let atOnce = null;
      let settle = (answer) => { atOnce = answer; };
      answers.set(call, (answer) => settle(answer));
      tell('bridge:call', { call, key, member, args });
      if (atOnce !== null) return atOnce.value;
      return new Promise((resolve, reject) => {
        settle = ({ value, error }) => error === undefined ? resolve(value) : reject(new Error(error));
      });
    }]));
    Object.defineProperty(window, key, { value: Object.freeze(api) });
  });
})()`;

/** The preload script in a world of its own. */
export function preloadWorld(preload: string): string {
  return `(() => {
  const toMain = (message) => globalThis.${BINDING}(JSON.stringify(message));
  const listeners = new Map();
  const calls = new Map();
  const ports = new Map();
  let last = 0;
  const tell = (type, detail) => window.dispatchEvent(new CustomEvent(type, { detail: JSON.stringify(detail) }));
  const only = (name, members) => new Proxy(members, {
    get: (target, member) => {
      if (member in target) return target[member];
      throw new Error('The stand-in for Electron has no ' + name + '.' + String(member));
    },
  });
  const emit = (channel, event, args) => { for (const listener of listeners.get(channel) ?? []) listener(event, ...args); };
  const ipcRenderer = only('ipcRenderer', {
    send: (channel, ...args) => toMain({ kind: 'send', channel, args }),
    invoke: (channel, ...args) => new Promise((resolve, reject) => {
      calls.set(++last, { resolve, reject });
      toMain({ kind: 'invoke', call: last, channel, args });
    }),
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
  });
  const contextBridge = only('contextBridge', {
    exposeInMainWorld: (key, api) => {
      window.addEventListener('bridge:call', ({ detail }) => {
        const { call, key: asked, member, args } = JSON.parse(detail);
        if (asked !== key) return;
        const given = args.map((arg) => 'callback' in arg
          ? (...said) => tell('bridge:callback', { callback: arg.callback, args: said })
          : arg.value);
        const result = api[member](...given);
        if (result instanceof Promise) result.then(
          (value) => tell('bridge:answer', { call, value }),
          (error) => tell('bridge:answer', { call, error: error.message }),
        );
        else tell('bridge:answer', { call, value: undefined });
      });
      tell('bridge:expose', { key, members: Object.keys(api) });
    },
  });
  globalThis.standInTake = (said) => {
    if (said.kind === 'send') emit(said.channel, { ports: [] }, said.args);
    if (said.kind === 'answer') {
      const { resolve, reject } = calls.get(said.call);
      if (said.error === undefined) resolve(said.value);
      else reject(new Error(said.error));
    }
    if (said.kind === 'open port') {
      const { port1, port2 } = new MessageChannel();
      ports.set(said.port, port1);
      port1.onmessage = ({ data }) => toMain({ kind: 'port', port: said.port, message: data });
      emit(said.channel, { ports: [port2] }, []);
    }
    if (said.kind === 'port') ports.get(said.port).postMessage(said.message);
    if (said.kind === 'close port') ports.get(said.port).close();
  };
  const require = (name) => {
    if (name === 'electron') return only('the module', { contextBridge, ipcRenderer });
    throw new Error('A sandboxed preload script cannot have ' + name);
  };
  ((require, exports, module, process) => { ${preload}
  })(require, {}, {}, undefined);
})()`;
}
