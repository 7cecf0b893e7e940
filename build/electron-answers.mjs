import { parentPort } from 'node:worker_threads';
import { electronAnswers } from './fetch-electron.mjs';

// A thread of its own, started by `answersMeanwhile`: while this process builds, its loop stands still for longer than
// the answer may take, and an answer that was there in time would count as none.
parentPort.postMessage(await electronAnswers());
