import { ageText } from '../../core/model/moment.ts';
import { headFacts } from '../../core/model/result-facts.ts';
import { useNow } from '../parts/time.ts';
import type { Proven } from '../story/story.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

/** Of which farm the report is, from when and by whom, and how old it is: what stands first in every form of it. */
export function ReportHead({ proven: { result, at } }: { proven: Proven }) {
  const now = useNow(false);
  const age = now - Date.parse(result.ended ?? at);
  return (
    <dl className={styles.facts} aria-label={reportWords.head}>
      {[...headFacts(result), [reportWords.age, ageText(age)]].map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
