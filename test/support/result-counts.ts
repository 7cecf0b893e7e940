/** Counts of verdicts, by verdict, as a rendering of a result tells them. */
export type Counts = Record<string, number>;

/** From `7 checks: 4 pass, 2 fail, 1 could not run.`, as reports for people have it. */
export function countsInSentence(text: string): Counts {
  const [, list = ''] = /^(?:<p>)?\d+ checks?: ([^.]*)\./m.exec(text) ?? [];
  if (list === 'none ran') return {};
  return Object.fromEntries(
    list.split(', ').map((part) => {
      const [, number = '', verdict = ''] = /^(\d+) (.+)$/.exec(part) ?? [];
      return [verdict, Number(number)];
    }),
  );
}

/** From the cases of a JUnit document, each by its own verdict. */
export function countsInCases(junit: string): Counts {
  return tally([...junit.matchAll(/<property name="verdict" value="([^"]*)"\/>/g)].map(([, verdict = '']) => verdict));
}

/** From the properties of its suite. */
export function countsInProperties(junit: string): Counts {
  const found = junit.matchAll(/<property name="verdict ([^"]+)" value="(\d+)"\/>/g);
  return Object.fromEntries([...found].map(([, verdict = '', number]) => [verdict, Number(number)]));
}

/** From the checks of a result document. */
export function countsInResult(result: { checks: { verdict: string }[] }): Counts {
  return tally(result.checks.map(({ verdict }) => verdict));
}

function tally(verdicts: string[]): Counts {
  const counts: Counts = {};
  for (const verdict of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
