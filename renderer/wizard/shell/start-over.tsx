import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './confirm.module.css';
import { shellWords } from './words.ts';

/** Begins the farm anew after asking once, in place. Keeping it is what Escape and the first button do. */
export function StartOver({ view, onBegunAnew }: { view: FarmView; onBegunAnew: () => void }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const explain = useId();
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const over = useDeed(async () => {
    const { copy } = await client.farm.startOver({ farm: view.id });
    setAsking(false);
    onBegunAnew();
    goTo({ page: 'farm', id: view.id, wizardPage: 'goal' });
    announce.end(shellWords.recovery.copied(copy));
    await queries.invalidateQueries({ queryKey: ['farms', view.id] });
  });
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  const stay = () => {
    setAsking(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (!asking)
    return (
      <Button ref={opener} variant="default" size="xs" onClick={() => setAsking(true)}>
        {shellWords.recovery.over}
      </Button>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a short cut for the first button in it
    <div
      className={styles.asking}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        stay();
      }}
    >
      <p id={explain}>{view.makesHosts ? shellWords.recovery.overAsk : shellWords.recovery.overAskOwn}</p>
      <div className={styles.buttons}>
        <Button ref={keep} variant="default" size="xs" aria-describedby={explain} onClick={stay}>
          {shellWords.recovery.overNo}
        </Button>
        <Button color="red" size="xs" loading={over.busy} aria-describedby={explain} onClick={() => over.start()}>
          {shellWords.recovery.overYes}
        </Button>
      </div>
      {over.failure === null ? null : <FailureNote failure={over.failure} />}
    </div>
  );
}
