import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RecentFarm } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { failureFrom } from '../../connection/failure.ts';
import { recentFarms } from '../../connection/farm-questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Shape } from '../../parts/shape.tsx';
import { dayAndClock } from '../../parts/time.ts';
import styles from './doors.module.css';
import { FarmFileDoor } from './farm-file-door.tsx';
import { startWords } from './words.ts';

/** Recently opened farm files with their status, and a button to open another one. */
export function RecentFarms() {
  const { data, error } = useQuery(recentFarms);
  return (
    <section className={styles.door} aria-labelledby="recent-farms">
      <h2 id="recent-farms">{startWords.recent.heading}</h2>
      {data === undefined ? (
        error === null ? (
          <p className={styles.soft}>{startWords.recent.asked}</p>
        ) : (
          <FailureNote failure={failureFrom(error)} />
        )
      ) : data.length === 0 ? (
        <p className={styles.soft}>{startWords.recent.none}</p>
      ) : (
        <ul className={styles.farms}>
          {data.map((farm) => (
            <li key={farm.path}>
              <Farm farm={farm} />
            </li>
          ))}
        </ul>
      )}
      <FarmFileDoor />
    </section>
  );
}

function Farm({ farm: { path, name, profileName, standing, at, there } }: { farm: RecentFarm }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const open = useDeed(async (how: 'write' | 'read' | 'restore') => {
    if (how === 'restore') {
      const { damaged } = await client.farm.restore({ path });
      if (damaged !== null) announce.end(startWords.recent.restored(damaged));
    }
    const { farm } = await client.farm.open({ path, write: how !== 'read' });
    void queries.invalidateQueries(recentFarms);
    goTo({ page: 'farm', id: farm, wizardPage: null });
  });
  const code = open.failure?.code;
  return (
    <div className={styles.farm}>
      <div className={styles.row}>
        {there ? (
          <button
            type="button"
            className={styles.name}
            aria-label={startWords.recent.open(name)}
            aria-busy={open.busy}
            onClick={() => open.start('write')}
          >
            {name}
          </button>
        ) : (
          <strong>{name}</strong>
        )}
        <span className={styles.small}>{profileName}</span>
        {open.busy ? <span className={styles.small}>{startWords.recent.opening}</span> : null}
      </div>
      {there ? (
        <p>{standing}</p>
      ) : (
        <p>
          <Shape kind="warning" size={16} /> <strong>{startWords.recent.missing}.</strong>{' '}
          {startWords.recent.missingHint}
        </p>
      )}
      <p className={styles.small}>
        <time dateTime={at}>{startWords.recent.at(dayAndClock(at))}</time> · <span className={styles.path}>{path}</span>
      </p>
      {open.failure === null ? null : <FailureNote failure={open.failure} />}
      {code === 'farm-file.in-use' ? (
        <Button variant="default" size="xs" loading={open.busy} onClick={() => open.start('read')}>
          {startWords.recent.reading}
        </Button>
      ) : null}
      {code === 'farm-file.damaged' ? (
        <Button variant="default" size="xs" loading={open.busy} onClick={() => open.start('restore')}>
          {startWords.recent.restore}
        </Button>
      ) : null}
    </div>
  );
}
