import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { goTo, useRoute } from '../navigation.ts';
import { useAnnounce } from '../parts/announcer.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Shape } from '../parts/shape.tsx';
import { clock } from '../parts/time.ts';
import { client, line } from './client.ts';
import styles from './connection-banner.module.css';
import { farmView } from './farm-questions.ts';
import { useDeed } from './use-deed.ts';
import { connectionWords } from './words.ts';

/** Says that the core has ended and why, and offers to start it anew and to open the farm of this page again. */
export function CoreEndedBanner({ since, code }: { since: number; code: number }) {
  const announce = useAnnounce();
  const queries = useQueryClient();
  const route = useRoute();
  useEffect(() => announce.failure(connectionWords.ended(clock(since), code)), [announce, since, code]);
  const resume = useDeed(async () => {
    const view = route.page === 'farm' ? queries.getQueryData(farmView(route.id).queryKey) : undefined;
    await line.tryNow();
    if (view === undefined || route.page !== 'farm') return;
    // A new core knows no open farm.
    const { farm } = await client.farm.open({ path: view.path, write: !view.readOnly });
    goTo({ page: 'farm', id: farm, wizardPage: route.wizardPage });
  });
  return (
    <section className={styles.banner} aria-label={connectionWords.label}>
      <Shape kind="fault" size={20} />
      <p className={styles.text}>
        <strong>{connectionWords.ended(clock(since), code)}</strong> {connectionWords.endedExplain}
      </p>
      <Button size="xs" loading={resume.busy} onClick={() => resume.start()}>
        {connectionWords.resume}
      </Button>
      {resume.failure === null ? null : <FailureNote failure={resume.failure} />}
    </section>
  );
}
