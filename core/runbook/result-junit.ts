import type { Outcome } from '../model/check.ts';
import { countVerdicts } from '../model/count-verdicts.ts';
import type { Result } from '../model/result.ts';
import { visible } from './plain-text.ts';

/**
 * A result as JUnit XML, one test case for each check and subject, for build servers. JUnit knows four outcomes: *fail*
 * is a failure; what did not run or could not tell is an error; what was skipped, does not apply or has a waiver is
 * skipped. The verdict in full is a property of each case, and the counts of all verdicts are properties of the suite.
 */
export function resultJunit({ sentence, overall, profile, balancer, checks }: Result): string {
  const of = (kind: Kind) => checks.filter((check) => kindOf(check) === kind).length;
  const totals = `tests="${checks.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
  const properties = [
    ['overall', overall],
    ['sentence', sentence],
    ['profile', profile],
    ['balancer', balancer],
    ...countVerdicts(checks).map(([verdict, number]) => [`verdict ${verdict}`, String(number)]),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Farmwright" ${totals}>`,
    `  <testsuite name="proof" ${totals}>`,
    ...propertyLines(properties, '    '),
    ...checks.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ verdict, waiver }: Outcome): Kind {
  if (verdict === 'pass' || verdict === 'warning') return 'passed';
  if (verdict === 'skipped' || verdict === 'not applicable' || waiver !== undefined) return 'skipped';
  return verdict === 'fail' ? 'failure' : 'error';
}

function testCase(check: Outcome): string[] {
  const { id, subject, title, verdict, required, cause, remedy, waiver } = check;
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
