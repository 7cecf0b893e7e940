import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../connection/client.ts';
import { practiceFarms } from '../../connection/questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './end-practice.module.css';
import type { Scene } from './scene.ts';
import { practiceWords } from './words.ts';

/** Ends the practice farm after asking once, in place. Keeping it is what Escape and the first button do. */
export function EndPractice({ scene: { id, activity } }: { scene: Scene }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const open = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  const end = useDeed(async () => {
    await client.farm.endPractice({ farm: id });
    await queries.invalidateQueries(practiceFarms);
    setAsking(false);
  });
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (wasAsking.current) open.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  if (activity === 'ended' || activity === 'ending') return null;
  if (!asking)
    return (
      <div className={styles.closed}>
        <Button ref={open} variant="default" size="xs" onClick={() => setAsking(true)}>
          {practiceWords.end}
        </Button>
      </div>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a short cut for the first button in it
    <div
      className={styles.asking}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setAsking(false);
      }}
    >
      <p id="end-explain">{practiceWords.endAsk}</p>
      <div className={styles.buttons}>
        <Button ref={keep} variant="default" size="xs" aria-describedby="end-explain" onClick={() => setAsking(false)}>
          {practiceWords.endNo}
        </Button>
        <Button color="red" size="xs" loading={end.busy} aria-describedby="end-explain" onClick={() => end.start()}>
          {practiceWords.endYes}
        </Button>
      </div>
      {end.failure === null ? null : <FailureNote failure={end.failure} />}
    </div>
  );
}
