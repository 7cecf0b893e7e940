import { cancelledSentence } from '../../core/history/last-proof.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import type { Result } from '../../core/model/result.ts';
import { Folded } from '../parts/folded.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { Section } from '../parts/section.tsx';
import { VerdictWord } from '../parts/state-word.tsx';
import { clock } from '../parts/time.ts';
import { WithAddresses } from '../parts/with-addresses.tsx';
import { partWords } from '../parts/words.ts';
import { type NextThing, nextThings } from './read-result.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

/** What to do next: the most likely cause first, with its symptoms folded below. */
export function NextSection({ result, at }: { result: Result; at: string }) {
  const things = nextThings(result);
  const cancelled = cancelledSentence(result);
  if (things.length === 0 && cancelled === null)
    return (
      <Section heading={reportWords.next}>
        <p>{reportWords.nextNone(clock(at))}</p>
      </Section>
    );
  return (
    <Section heading={reportWords.next}>
      {cancelled === null ? null : (
        <p>
          {cancelled} {reportWords.verifyAgain}
        </p>
      )}
      <ol className={styles.things}>
        {things.map((thing, index) => (
          <Thing key={thing.id} thing={thing} rank={index === 0 ? reportWords.nextCause : reportWords.nextOther} />
        ))}
      </ol>
    </Section>
  );
}

function Thing({ thing, rank }: { thing: NextThing; rank: string }) {
  return (
    <li className={styles.thing}>
      <p className={styles.rank}>{rank}</p>
      <h3>
        <WithAddresses>{thing.title}</WithAddresses>
      </h3>
      <p className={styles.do}>
        <strong>{reportWords.remedy}</strong> <WithAddresses>{thing.remedy}</WithAddresses>
      </p>
      <Folded late summary={reportWords.symptoms(thing.symptoms.length)}>
        <PagedList items={thing.symptoms} what={partWords.paging.checks} className={styles.symptoms}>
          {(outcome) => (
            <li key={outcomeKey(outcome)}>
              <VerdictWord verdict={outcome.verdict} />
              <span>
                {outcome.title}
                <span className={styles.soft}> {reportWords.subject(outcome.subject)}</span>
                {outcome.cause === null ? null : (
                  <span className={styles.under}>
                    <WithAddresses>{outcome.cause}</WithAddresses>
                  </span>
                )}
              </span>
            </li>
          )}
        </PagedList>
      </Folded>
    </li>
  );
}
