import { useQuery } from '@tanstack/react-query';
import { faults } from '../../connection/questions.ts';
import { Shape } from '../../parts/shape.tsx';
import type { Story } from '../../story/story.ts';
import styles from './fault-notice.module.css';
import { practiceWords } from './words.ts';

/** Says that faults are in the farm on purpose, and what they changed. Nothing if there are none. */
export function FaultNotice({ story }: { story: Story }) {
  const { data = [] } = useQuery(faults);
  if (story.faults.length === 0) return null;
  const before = story.proven.findLast((proven) => proven.faults.length === 0);
  return (
    <div className={styles.notice}>
      <Shape kind="fault" size={22} />
      <div>
        <h3>{practiceWords.fault.heading}</h3>
        {before === undefined ? null : <p>{practiceWords.fault.before(before.result.sentence)}</p>}
        <p>{practiceWords.fault.explain}</p>
        <ul>
          {story.faults.map((id) => (
            <li key={id} className={styles.change}>
              {data.find((fault) => fault.id === id)?.changes ?? id}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
