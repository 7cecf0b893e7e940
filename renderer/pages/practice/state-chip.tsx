import { Shape, type ShapeKind, shapeOfOverall } from '../../parts/shape.tsx';
import { failureOf, isBusy } from '../../story/activity.ts';
import { words } from '../../words.ts';
import type { Scene } from './scene.ts';
import styles from './state-chip.module.css';

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
        {activity === 'stopped' && failureOf(story) === null ? words.run.cancelled : words.practice.activity[activity]}
        {overall === undefined ? '' : `, ${words.overall[overall].toLowerCase()}`}
      </span>
    </span>
  );
}
