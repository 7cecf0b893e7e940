import type { Outcome } from '../model/check.ts';
import { countVerdicts } from '../model/count-verdicts.ts';
import { ageText } from '../model/moment.ts';
import { isPromise } from '../model/promise.ts';
import type { Result } from '../model/result.ts';
import { headFacts, readSentence } from '../model/result-facts.ts';
import { visible } from './plain-text.ts';

/**
 * A result as JUnit XML, one test case for each check and subject, for build servers. JUnit knows four outcomes: *fail*
 * is a failure; what did not run or could not tell is an error; what was skipped, does not apply or has a waiver is
 * skipped. No waiver hides a failure of the promise. The verdict in full is a property of each case; of the suite, farm,
 * time, operator, computer, requests and the counts of all verdicts are.
 * @param ageMs how old the result is; null where nobody recorded when it was made
 */
export function resultJunit(result: Result, ageMs: number | null = null): string {
  const { sentence, overall, checks, requests } = result;
  const of = (kind: Kind) => checks.filter((check) => kindOf(check) === kind).length;
  const totals = `tests="${checks.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
  const properties = [
    ...headFacts(result),
    ['age', ageMs === null ? 'not recorded' : ageText(ageMs)],
    ['overall', overall],
    ['sentence', sentence],
    ['profile', result.profile],
    ['balancer', result.balancer],
    ['requests', requests === null ? 'not recorded' : String(requests.total)],
    ...(requests?.sent ?? []).map(({ shape, sentFrom, requests: sent }) => [
      `requests ${shape} from ${sentFrom}`,
      String(sent),
    ]),
    ...(requests?.unseenShare == null ? [] : [['unseen share', String(requests.unseenShare)]]),
    ...result.notTried.map((told) => ['not tried', told]),
    ...result.readByPeople.map((read) => ['handed in', readSentence(read)]),
    ...countVerdicts(checks).map(([verdict, number]) => [`verdict ${verdict}`, String(number)]),
  ];
  const { ended, began, computer } = result;
  const time = ended === null || began === null ? '' : ` time="${(Date.parse(ended) - Date.parse(began)) / 1000}"`;
  const when = began === null ? '' : ` timestamp="${escaped(began)}"`;
  const where = computer === null ? '' : ` hostname="${escaped(computer)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Farmwright" ${totals}${time}>`,
    `  <testsuite name="${escaped(result.farm.name ?? 'proof')}" ${totals}${time}${when}${where}>`,
    ...propertyLines(properties, '    '),
    ...checks.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ id, verdict, waiver }: Outcome): Kind {
  if (verdict === 'pass' || verdict === 'warning') return 'passed';
  if (verdict === 'skipped' || verdict === 'not applicable') return 'skipped';
  if (waiver !== undefined && !isPromise(id)) return 'skipped';
  return verdict === 'fail' ? 'failure' : 'error';
}

function testCase(check: Outcome): string[] {
  const { id, subject, title, verdict, required, cause, remedy, requests, waiver } = check;
  const about = [subject.node, subject.service].filter((part) => part !== undefined).join(', ');
  const name = about === '' ? title : `${title}: ${about}`;
  const kind = kindOf(check);
  const why = [
    ...(waiver === undefined ? [] : [`Waiver by ${waiver.who} until ${waiver.until}: ${waiver.why}`]),
    ...(cause === null ? [] : [cause]),
  ].join(' ');
  const told =
    kind === 'passed'
      ? []
      : [`      <${kind} type="${escaped(verdict)}" message="${escaped(why)}">${escaped(remedy ?? '')}</${kind}>`];
  const properties = [
    ['verdict', verdict],
    ['required', required ? 'yes' : 'no'],
    ...(requests === undefined ? [] : [['requests', String(requests)]]),
  ];
  return [
    `    <testcase classname="${escaped(id)}" name="${escaped(name)}">`,
    ...propertyLines(properties, '      '),
    ...told,
    '    </testcase>',
  ];
}

function propertyLines(properties: string[][], indent: string): string[] {
  return [
    `${indent}<properties>`,
    ...properties.map(
      ([name = '', value = '']) => `${indent}  <property name="${escaped(name)}" value="${escaped(value)}"/>`,
    ),
    `${indent}</properties>`,
  ];
}

/** XML 1.0, 2.2: control characters cannot stand in a document at all; they are written as `\u0007`. */
function escaped(text: string): string {
  if (text === '') return '';
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
