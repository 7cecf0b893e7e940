import { Shape, type ShapeKind, shapeOfOverall } from '../parts/shape.tsx';
import { clock } from '../parts/time.ts';
import { useAll } from '../parts/use-printing.ts';
import type { Chapter, Story } from './story.ts';
import styles from './story-line.module.css';
import { storyWords } from './words.ts';

/** Shows the last two rounds of fault and repair; earlier ones on request. */
const CHAPTERS_AT_ONCE = 6;

/** The story so far, as a row of marks. */
export function StoryLine({ story }: { story: Story }) {
  const [all, setAll] = useAll();
  if (story.chapters.length === 0) return null;
  const hidden = all ? 0 : Math.max(0, story.chapters.length - CHAPTERS_AT_ONCE);
  const shown = story.chapters.slice(hidden);
  return (
    <ol className={styles.line} aria-label={storyWords.label}>
      {hidden === 0 ? null : (
        <li className={styles.chapter}>
          <button type="button" className={styles.earlier} onClick={() => setAll(true)}>
            {storyWords.earlier(hidden)}
          </button>
        </li>
      )}
      {shown.map((chapter, index) => (
        <li
          key={`${chapter.at} ${chapter.kind}`}
          className={styles.chapter}
          aria-current={index === shown.length - 1 ? 'step' : undefined}
        >
          <Shape kind={shapeOf(chapter)} size={18} />
          <span className={styles.text}>{textOf(chapter)}</span>
          <time className={styles.time} dateTime={chapter.at}>
            {clock(chapter.at)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function shapeOf(chapter: Chapter): ShapeKind {
  switch (chapter.kind) {
    case 'set up':
    case 'repaired':
      return 'in place';
    case 'stopped':
      return 'fail';
    case 'cancelled':
      return 'dash';
    case 'faulted':
      return 'fault';
    case 'proven':
      return shapeOfOverall(chapter.overall);
  }
}

function textOf(chapter: Chapter): string {
  switch (chapter.kind) {
    case 'set up':
    case 'repaired':
      return storyWords[chapter.kind](chapter.ms);
    case 'proven':
      return storyWords.proven(chapter.overall, chapter.checks, chapter.failed);
    case 'stopped':
    case 'cancelled':
    case 'faulted':
      return storyWords[chapter.kind];
  }
}
