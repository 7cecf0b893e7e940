import { Shape, type ShapeKind, shapeOfOverall } from '../../parts/shape.tsx';
import { clock } from '../../parts/time.ts';
import type { Chapter, Story } from '../../practice/story.ts';
import { words } from '../../words.ts';
import styles from './story-line.module.css';

/** What has happened so far, one mark after the other. */
export function StoryLine({ story }: { story: Story }) {
  if (story.chapters.length === 0) return null;
  return (
    <ol className={styles.line} aria-label={words.story.label}>
      {story.chapters.map((chapter, index) => (
        <li
          key={`${chapter.at} ${chapter.kind}`}
          className={styles.chapter}
          aria-current={index === story.chapters.length - 1 ? 'step' : undefined}
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
      return words.story[chapter.kind](chapter.ms);
    case 'proven':
      return words.story.proven(chapter.overall, chapter.checks, chapter.failed);
    case 'stopped':
    case 'cancelled':
    case 'faulted':
      return words.story[chapter.kind];
  }
}
