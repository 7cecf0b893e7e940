import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';

// Loaded before an entry: makes this Node process look like a utility process of Electron. There is a parent port that
// ports come over, there is no channel of Node's, and nothing can be forked.
const send = process.send.bind(process);
const ports = new Map();

class UtilityPort extends EventEmitter {
  held = [];
  started = false;
  constructor(id) {
    super();
    this.id = id;
  }
  postMessage(message) {
    send({ kind: 'port', port: this.id, message });
  }
  start() {
    this.started = true;
    this.take();
  }
  take(...messages) {
    this.held.push(...messages);
    while (this.started && this.held.length > 0) this.emit('message', { data: this.held.shift(), ports: [] });
  }
  close() {
    send({ kind: 'close', port: this.id });
  }
}

const parentPort = new EventEmitter();
parentPort.postMessage = (message) => send({ kind: 'parent', message });
const early = [];
parentPort.on('newListener', () =>
  queueMicrotask(() => {
    for (const event of early.splice(0)) parentPort.emit('message', event);
  }),
);

process.on('message', (said) => {
  if (said.kind === 'parent') {
    const arrived = said.ports.map((id) => new UtilityPort(id));
    for (const port of arrived) ports.set(port.id, port);
    const event = { data: said.message, ports: arrived };
    if (parentPort.listenerCount('message') === 0) early.push(event);
    else parentPort.emit('message', event);
  } else if (said.kind === 'port') ports.get(said.port)?.take(said.message);
  else ports.get(said.port)?.emit('close');
});
process.on('disconnect', () => process.exit(0));
process.parentPort = parentPort;
process.send = undefined;
process.disconnect = undefined;
childProcess.fork = () => {
  throw new Error('Nothing can be forked: the runAsNode fuse is off.');
};
syncBuiltinESMExports();
