import { useQuery } from '@tanstack/react-query';
import { faults } from '../../connection/questions.ts';
import { Shape } from '../../parts/shape.tsx';
import type { Story } from '../../story/story.ts';
import { words } from '../../words.ts';
import styles from './fault-notice.module.css';

/** Says that faults are in the farm on purpose, and what they changed. Nothing where there are none. */
export function FaultNotice({ story }: { story: Story }) {
  const { data = [] } = useQuery(faults);
  if (story.faults.length === 0) return null;
  const before = story.proven.findLast((proven) => proven.faults.length === 0);
  return (
    <div className={styles.notice}>
      <Shape kind="fault" size={22} />
      <div>
        <h3>{words.fault.heading}</h3>
        {before === undefined ? null : <p>{words.fault.before(before.result.sentence)}</p>}
        <p>{words.fault.explain}</p>
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
