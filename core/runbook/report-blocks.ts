import type { Outcome, Subject } from '../model/check.ts';
import { countedVerdicts } from '../model/count-verdicts.ts';
import type { Result } from '../model/result.ts';
import { headFacts, readSentence, requestSentences } from '../model/result-facts.ts';
import type { Waiver } from '../model/waiver.ts';
import { type Block, heading, type Inline, list, paragraph } from './document.ts';
import { visible, visibleJson } from './plain-text.ts';
import { waiverBlocks } from './waivers.ts';

type Level = 2 | 3;

/**
 * The report of one result: verdict, result per node, what to do next, requests, what was not tried, what people read,
 * forged headers, checks that did not pass, and waivers. All of it is made from the result, so that it agrees with the other forms of the report.
 * @param level of its headings
 */
export function reportBlocks(result: Result, waivers: Waiver[], level: Level): Block[] {
  return [
    paragraph({ strong: `Verdict: ${result.overall}.` }, ` ${visible(result.sentence)}`),
    ...planted(result),
    ...resultPerNode(result, level),
    ...whatToDoNext(result, level),
    ...requestsSent(result, level),
    ...notTried(result, level),
    ...readByPeople(result, level),
    ...forgedHeaders(result, level),
    ...openChecks(result, level),
    ...waiverBlocks(result, waivers, level),
  ];
}

/** Of which farm a report is, from when and by whom: what stands first, as lines of a list. */
export function headLines(result: Result): Inline[][] {
  return headFacts(result).map(([name, value]) => [`${name}: ${visible(value)}`]);
}

function planted({ faults }: Result): Block[] {
  if (faults.length === 0) return [];
  return [paragraph(`This is a practice farm. Faults planted in it: ${faults.map(visible).join(', ')}.`)];
}

function resultPerNode({ proof }: Result, level: Level): Block[] {
  const title = heading(level, 'Result per node');
  if (proof.length === 0) return [title, paragraph('No request was traced to an audit record.')];
  return [
    title,
    paragraph('The audit record must contain the address that the request was sent from.'),
    {
      kind: 'table',
      head: ['Node', 'Service', 'Sent from', 'Recorded address', 'Verdict'],
      rows: proof.map(({ node, service, sentFrom, audited, verdict }) =>
        [node, service, sentFrom, audited ?? 'nothing', verdict].map(visible),
      ),
    },
  ];
}

function whatToDoNext({ causes }: Result, level: Level): Block[] {
  if (causes.length === 0) return [];
  return [
    heading(level, 'What to do next'),
    paragraph('The most likely cause comes first. If it is not the cause, continue with the next one.'),
    ...causes.flatMap(({ id, title, remedy, page, explains }, index) => [
      heading((level + 1) as 3 | 4, `Cause ${index + 1}: ${visible(title)}`),
      list(
        ['Do: ', ...lines(remedy)],
        [`Page of the wizard: ${page}`],
        ...(explains.length === 0 ? [] : [[`Explains: ${explains.map(visible).join('; ')}`]]),
        [`Code: ${visible(id)}`],
      ),
    ]),
  ];
}

function requestsSent(result: Result, level: Level): Block[] {
  const sent = result.requests?.sent ?? [];
  const table: Block = {
    kind: 'table',
    head: ['Shape', 'Sent from', 'Requests'],
    rows: sent.map(({ shape, sentFrom, requests }) => [shape, sentFrom, String(requests)].map(visible)),
  };
  return [
    heading(level, 'Requests'),
    paragraph(requestSentences(result).join(' ')),
    ...(sent.length === 0 ? [] : [table]),
  ];
}

function notTried({ notTried: sentences }: Result, level: Level): Block[] {
  if (sentences.length === 0) return [];
  return [heading(level, 'Not tried'), list(...sentences.map((sentence) => lines(sentence)))];
}

function readByPeople({ readByPeople: all }: Result, level: Level): Block[] {
  if (all.length === 0) return [];
  return [heading(level, 'Handed in by people'), list(...all.map((one) => [visible(readSentence(one))]))];
}

const SPOOF_WORDS = {
  ignored: 'ignored',
  refused: 'refused before it reached a node',
  believed: 'trusted: the forged address was recorded',
  hidden: 'the client’s address was lost',
  unknown: 'unknown',
};

function forgedHeaders({ spoof }: Result, level: Level): Block[] {
  const title = heading(level, 'Forged headers');
  if (spoof.length === 0) return [title, paragraph('No forged header was sent.')];
  return [
    title,
    paragraph('No forged address may be recorded, and the client’s address must not be lost.'),
    {
      kind: 'table',
      head: ['Forged header', 'Service', 'Result', 'Verdict'],
      rows: spoof.map(({ variant, service, outcome, verdict }) =>
        [variant, service, SPOOF_WORDS[outcome], verdict].map(visible),
      ),
    },
  ];
}

function openChecks({ checks }: Result, level: Level): Block[] {
  const open = checks.filter(({ verdict }) => verdict !== 'pass');
  return [
    heading(level, 'Checks that did not pass'),
    paragraph(countedVerdicts(checks)),
    ...open.flatMap((outcome, index) => [
      heading((level + 1) as 3 | 4, `Check ${index + 1}: ${outcome.verdict}: ${visible(outcome.title)}`),
      list(...checkLines(outcome)),
      ...evidence(outcome),
    ]),
  ];
}

function checkLines({
  id,
  subject,
  required,
  cause,
  remedy,
  clause,
  page,
  causedBy,
  requests,
  waiver,
}: Outcome): Inline[][] {
  return [
    [`About: ${about(subject)}`],
    ...(cause === null ? [] : [['Why: ', ...lines(cause)]]),
    ...(remedy === null ? [] : [['Do: ', ...lines(remedy)]]),
    ...(causedBy === null ? [] : [[`Follows from: ${visible(causedBy)}`]]),
    ...(waiver === undefined ? [] : [[`Waiver: by ${visible(waiver.who)}, until ${visible(waiver.until)}`]]),
    ...(page === null ? [] : [[`Page of the wizard: ${page}`]]),
    ...(clause === null ? [] : [[`Clause: ${visible(clause.source)}, ${visible(clause.place)}`]]),
    ...(requests === undefined ? [] : [[`Requests: ${requests}`]]),
    [`Required: ${required ? 'yes' : 'no'}`],
    [`Code: ${visible(id)}`],
  ];
}

function evidence({ evidence: seen }: Outcome): Block[] {
  if (Object.keys(seen).length === 0) return [];
  return [paragraph('Evidence:'), { kind: 'fence', language: 'json', text: visibleJson(seen, 2) }];
}

/** `node-01, web`; *the farm* if it is about no single node or service. */
export function about({ node, service }: Subject): string {
  const parts = [node, service].flatMap((part) => (part === undefined ? [] : [visible(part)]));
  return parts.length === 0 ? 'the farm' : parts.join(', ');
}

/** Keeps the lines of a text that another program wrote. */
function lines(text: string): Inline[] {
  const all = text.split(/\r\n|[\r\n]/).filter((line) => line.trim() !== '');
  if (all.length === 0) return [visible('')];
  return all.flatMap((line, index): Inline[] => (index === 0 ? [visible(line)] : [{ lineBreak: true }, visible(line)]));
}
