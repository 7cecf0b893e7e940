import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ErrorData } from '../../../core/model/errors.ts';
import { client } from '../../connection/client.ts';
import { desktop } from '../../connection/desktop.ts';
import { recentFarms } from '../../connection/farm-questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './doors.module.css';
import { base64Of, refusalOf } from './farm-file-bytes.ts';
import { useFileDrop } from './use-file-drop.ts';
import { startWords } from './words.ts';

/** Opens a farm file by a button or by dropping it anywhere on the window; both do the same. */
export function FarmFileDoor() {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<ErrorData | null>(null);
  const takeIn = useDeed(async (file: File) => {
    const { farm } = await client.farm.takeIn({ name: file.name, base64: await base64Of(file) });
    void queries.invalidateQueries(recentFarms);
    goTo({ page: 'farm', id: farm, wizardPage: null });
  });
  const take = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    const refused = refusalOf(files);
    setRefusal(refused);
    if (refused === null) takeIn.start(file);
    else announce.failure(`${refused.message} ${refused.remedy}`);
  };
  const openChosen = useDeed(async () => {
    const path = await desktop?.chooseFarm();
    if (path == null) return;
    const { farm } = await client.farm.open({ path, write: true });
    void queries.invalidateQueries(recentFarms);
    goTo({ page: 'farm', id: farm, wizardPage: null });
  });
  const over = useFileDrop(take);
  const failure = refusal ?? takeIn.failure ?? openChosen.failure;
  return (
    <div className={styles.file}>
      <div className={styles.row}>
        <Button
          variant="default"
          size="xs"
          loading={takeIn.busy || openChosen.busy}
          onClick={() => (desktop === null ? input.current?.click() : openChosen.start())}
        >
          {startWords.file.button}
        </Button>
        <span className={styles.small}>{startWords.file.hint}</span>
      </div>
      <input
        ref={input}
        type="file"
        accept=".farm"
        hidden
        aria-label={startWords.file.button}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be chosen again.
          currentTarget.value = '';
          take(files);
        }}
      />
      <p className={styles.small}>{startWords.file.taken}</p>
      {failure === null ? null : <FailureNote failure={failure} />}
      {over ? (
        <div className={styles.drop} aria-hidden="true">
          <p>{startWords.file.drop}</p>
        </div>
      ) : null}
    </div>
  );
}
