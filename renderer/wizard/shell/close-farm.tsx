import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { recentFarms } from '../../connection/farm-questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import type { Answers } from '../form/use-answers.ts';
import styles from './confirm.module.css';
import { shellWords } from './words.ts';

/** Closes the farm file once every answer is in it. While something runs it asks first, in place. */
export function CloseFarm({ view, answers }: { view: FarmView; answers: Answers }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const stay = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const busy = view.state !== 'waiting';
  useEffect(() => {
    if (asking) stay.current?.focus();
  }, [asking]);
  const leave = () => {
    goTo({ page: 'start' });
    void queries.invalidateQueries(recentFarms);
  };
  const close = useDeed(async () => {
    if (!view.readOnly) await answers.settled();
    await client.farm.close({ farm: view.id });
    leave();
    queries.removeQueries({ queryKey: ['farms', view.id] });
  });
  const keep = () => {
    setAsking(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (!asking)
    return (
      <>
        <Button
          ref={opener}
          variant="default"
          loading={close.busy}
          onClick={() => (busy ? setAsking(true) : close.start())}
        >
          {shellWords.foot.close}
        </Button>
        {close.failure === null ? null : <FailureNote failure={close.failure} />}
      </>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a short cut for the first button in it
    <div
      className={styles.asking}
      onKeyDown={(event) => {
        if (event.key === 'Escape') keep();
      }}
    >
      <p id="close-explain">{shellWords.foot.closeAsk}</p>
      <div className={styles.buttons}>
        <Button ref={stay} variant="default" size="xs" aria-describedby="close-explain" onClick={keep}>
          {shellWords.foot.closeStay}
        </Button>
        <Button variant="default" size="xs" aria-describedby="close-explain" onClick={leave}>
          {shellWords.foot.closeLeave}
        </Button>
        <Button
          color="red"
          size="xs"
          loading={close.busy}
          aria-describedby="close-explain"
          onClick={() => close.start()}
        >
          {shellWords.foot.closeStop}
        </Button>
      </div>
      {close.failure === null ? null : <FailureNote failure={close.failure} />}
    </div>
  );
}
