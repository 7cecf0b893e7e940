import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './review.module.css';
import { saveDocument } from './save-document.ts';
import { reviewWords } from './words.ts';

/** The last button of the wizard: the runbook as a web page. */
export function CreateRunbook({ view }: { view: Pick<FarmView, 'id' | 'farm'> }) {
  const [saved, setSaved] = useState<string | null>(null);
  const save = useDeed(async () => setSaved(await saveDocument(view, 'runbook', 'html')));
  return (
    <>
      <p className={styles.soft} role="status">
        {saved}
      </p>
      {save.failure === null ? null : <FailureNote failure={save.failure} />}
      <Button loading={save.busy} onClick={save.start}>
        {reviewWords.create}
      </Button>
    </>
  );
}
