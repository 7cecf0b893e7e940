import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { JournalEvent } from '../../core/model/event.ts';
import { saveText } from '../connection/save-text.ts';
import { CopyText } from '../parts/copy-text.tsx';
import { clock } from '../parts/time.ts';
import { partWords } from '../parts/words.ts';
import styles from './event-log.module.css';
import { storyWords } from './words.ts';

const DEPTHS = ['sentence', 'technical', 'raw'] as const;
type Depth = (typeof DEPTHS)[number];
const LINES_AT_ONCE = 200;
/** New lines do not scroll away from a reader who has scrolled up. */
const NEAR_END_PX = 40;

/** Events as lines with three levels of detail, to read, copy and save. */
export function EventLog({ log }: { log: readonly JournalEvent[] }) {
  const [depth, setDepth] = useState<Depth>('sentence');
  const [shown, setShown] = useState(LINES_AT_ONCE);
  const lines = log.filter((event) =>
    depth === 'raw' ? event.raw !== undefined : event.body.type !== 'exchange' || depth !== 'sentence',
  );
  const text = () => lines.map((event) => textOf(event, depth)).join('\n');
  const visible = lines.slice(-shown);
  const region = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines move the end
  useEffect(() => {
    if (atEnd.current && region.current !== null) region.current.scrollTop = region.current.scrollHeight;
  }, [visible.length, depth]);
  return (
    <div className={styles.log}>
      <div className={styles.tools}>
        <SegmentedControl
          size="xs"
          aria-label={storyWords.log.depth}
          value={depth}
          onChange={(value) => setDepth(value as Depth)}
          data={DEPTHS.map((value) => ({ value, label: storyWords.log[value] }))}
        />
        <CopyText label={storyWords.log.copy} done={partWords.copied} text={text} />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void saveText(storyWords.log.file, text())}
        >
          {storyWords.log.save}
        </Button>
      </div>
      {lines.length > visible.length ? (
        <Button variant="default" size="xs" onClick={() => setShown(shown + LINES_AT_ONCE)}>
          {storyWords.log.earlier(Math.min(LINES_AT_ONCE, lines.length - visible.length))}
        </Button>
      ) : null}
      <section
        ref={region}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
        }}
        className={styles.region}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0}
        aria-label={storyWords.log.region}
      >
        {visible.length === 0 ? <p>{depth === 'raw' ? storyWords.log.noRaw : storyWords.log.empty}</p> : null}
        <ol>
          {visible.map((event) => (
            <Line key={event.seq} event={event} depth={depth} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Line({ event, depth }: { event: JournalEvent; depth: Depth }) {
  return (
    <li className={styles.line}>
      <time className={styles.time} dateTime={event.at}>
        {clock(event.at)}
      </time>
      <span className={styles.host}>{event.host ?? ''}</span>
      <div className={styles.text}>
        {event.sentence}
        {depth === 'technical' && event.technical !== undefined ? (
          <code className={styles.technical}>{event.technical}</code>
        ) : null}
        {depth === 'raw' && event.raw !== undefined ? <pre className={styles.raw}>{event.raw}</pre> : null}
      </div>
    </li>
  );
}

function textOf(event: JournalEvent, depth: Depth): string {
  const head = `${event.at} ${event.host ?? '-'} ${event.sentence}`;
  const more = depth === 'technical' ? event.technical : depth === 'raw' ? event.raw : undefined;
  return more === undefined ? head : `${head}\n${more.replace(/^/gm, '    ')}`;
}
