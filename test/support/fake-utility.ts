import { EventEmitter } from 'node:events';

/** Electron's `UtilityProcess` whose life a test leads by hand, for moments that a real process passes too quickly. */
export class FakeUtility extends EventEmitter {
  pid: number | undefined = undefined;
  readonly stderr = new EventEmitter();
  readonly said: object[] = [];

  postMessage(message: object): void {
    this.said.push(message);
  }

  /** It runs now. */
  begin(pid: number): void {
    this.pid = pid;
    this.emit('spawn');
  }

  /** It has ended. */
  end(code: number): void {
    this.pid = undefined;
    this.emit('exit', code);
  }
}

/** Everything that was forked, in order, and why the next fork fails, where it is to. */
export const forks = { made: [] as FakeUtility[], problem: null as string | null };

/** The window's dialog: it stays open until the test answers with the number of a button. */
export const question = { answer: (_button: number): void => {}, asked: 0 };

/** The parts of the module `electron` that need it. */
export const electron = {
  utilityProcess: {
    fork: () => {
      if (forks.problem !== null) throw new Error(forks.problem);
      const made = new FakeUtility();
      forks.made.push(made);
      return made;
    },
  },
  MessageChannelMain: class {
    port1 = {};
    port2 = {};
  },
  dialog: {
    showMessageBox: () => {
      question.asked += 1;
      return new Promise<{ response: number }>((resolve) => {
        question.answer = (response) => resolve({ response });
      });
    },
  },
};
