import type { JournalEvent } from '../../core/model/event.ts';
import { Folded } from '../parts/folded.tsx';
import { Section } from '../parts/section.tsx';
import { clock } from '../parts/time.ts';
import styles from './activity-log.module.css';
import { EventLog } from './event-log.tsx';
import type { Story } from './story.ts';
import { storyWords } from './words.ts';

/** All events, with three levels of detail. */
export function ActivityLog({ story }: { story: Story }) {
  const last = story.log.at(-1);
  return (
    <Section heading={storyWords.log.heading} aside={storyWords.log.lines(story.log.length)}>
      <Folded late summary={last === undefined ? storyWords.log.empty : <LastLine event={last} />}>
        <EventLog log={story.log} />
      </Folded>
    </Section>
  );
}

function LastLine({ event }: { event: JournalEvent }) {
  return (
    <span className={styles.last}>
      <time dateTime={event.at}>{clock(event.at)}</time> {event.sentence}
    </span>
  );
}
