import { Shape, type ShapeKind, shapeOfOverall } from '../../parts/shape.tsx';
import { partWords } from '../../parts/words.ts';
import { failureOf, isBusy } from '../../story/activity.ts';
import type { Scene } from './scene.ts';
import styles from './state-chip.module.css';
import { practiceWords } from './words.ts';

/** What the practice farm is busy with, or its verdict while it stands. */
export function StateChip({ scene: { story, activity } }: { scene: Scene }) {
  const overall = activity === 'standing' ? story.proven.at(-1)?.result.overall : undefined;
  const kind: ShapeKind =
    overall !== undefined
      ? shapeOfOverall(overall)
      : isBusy(activity) || activity === 'ending'
        ? 'busy'
        : activity === 'stopped' && failureOf(story) !== null
          ? 'fail'
          : 'dash';
  return (
    <span className={styles.chip}>
      <Shape kind={kind} size={16} />
      <span>
        {activity === 'stopped' && failureOf(story) === null
          ? practiceWords.run.cancelled
          : practiceWords.activity[activity]}
        {overall === undefined ? '' : `, ${partWords.overall[overall].toLowerCase()}`}
      </span>
    </span>
  );
}
