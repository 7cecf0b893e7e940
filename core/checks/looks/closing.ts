import { nodesOf } from '../../model/farm-parts.ts';
import { readAnswer } from '../../model/host.ts';
import { answerTo } from '../asking/answer-to.ts';
import { askHealth } from '../asking/health.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { allRequests } from '../asking/late-records.ts';
import { readRecords } from '../asking/read-records.ts';
import { areRecordsLate, questionsFor } from '../asking/records.ts';
import type { Look } from '../look.ts';
import type { Answer } from '../observations.ts';
import { requests } from './requests.ts';
import { shapes } from './shapes.ts';

/**
 * What was seen first is asked again when all requests were sent: health and IP detection of every node, and all audit
 * records of this proof.
 */
export const closing: Look = {
  title: 'Asking again what was asked first',
  effect: 'leaves audit entries',
  alone: true,
  needs: [requests, shapes],
  sends: ({ farm }) => [`At the end each health check is made once more from ${farm.wizardAddress}.`],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const settings = new Map<string, Answer<unknown>>();
    const { inForce } = profile.clientIp;
    await inParallel(nodesOf(farm), 6, async ({ name }) => {
      if (inForce === null || ports.host(name).answers === 'later') return;
      settings.set(name, await answerTo(() => readAnswer(inForce(farm, name), ports.host, signal), signal));
    });
    seen.closing = { health: await askHealth(verification, ports, signal), settings };
    if (areRecordsLate(verification, ports)) return;
    const questions = questionsFor(verification, allRequests(seen));
    const { entries, failed } = await readRecords(questions, ports, signal);
    const [error] = failed.values();
    seen.again = error === undefined ? { value: entries } : { error };
  },
};
