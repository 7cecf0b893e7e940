import { Button, NativeSelect } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { PAGE_NAMES } from '../../page-names.ts';
import { EventLog } from '../../story/event-log.tsx';
import type { Story } from '../../story/story.ts';
import styles from './drawer.module.css';
import { DrawerHead } from './drawer-head.tsx';
import { shellWords } from './words.ts';

/** Stands for every host or page. No host is named so: names have no blanks. */
const ALL = ' all';

/** Everything that happened to the farm, of one host or page or of all. */
export function ActivityDrawer({ story, onClose }: { story: Story; onClose: () => void }) {
  const id = useId();
  const [host, setHost] = useState(ALL);
  const [page, setPage] = useState(ALL);
  const { log } = story;
  const hosts = useMemo(() => [...new Set(log.map((event) => event.host ?? ''))].sort(), [log]);
  const pages = useMemo(() => new Set(log.map((event) => event.page)), [log]);
  const lines = useMemo(
    () =>
      log.filter(
        (event) => (host === ALL || (event.host ?? '') === host) && (page === ALL || (event.page ?? '') === page),
      ),
    [log, host, page],
  );
  const clear = () => {
    setHost(ALL);
    setPage(ALL);
  };
  return (
    <aside className={styles.drawer} aria-labelledby={id}>
      <DrawerHead
        id={id}
        heading={shellWords.activity.heading}
        closeLabel={shellWords.activity.close}
        focus
        onClose={onClose}
      />
      <div className={styles.filters}>
        <NativeSelect
          size="xs"
          label={shellWords.activity.host}
          value={host}
          onChange={(event) => setHost(event.currentTarget.value)}
          data={[
            { value: ALL, label: shellWords.activity.allHosts },
            ...hosts.map((value) => ({ value, label: value === '' ? shellWords.activity.noHost : value })),
          ]}
        />
        <NativeSelect
          size="xs"
          label={shellWords.activity.page}
          value={page}
          onChange={(event) => setPage(event.currentTarget.value)}
          data={[
            { value: ALL, label: shellWords.activity.allPages },
            ...Object.entries(PAGE_NAMES)
              .filter(([value]) => pages.has(value))
              .map(([value, label]) => ({ value, label })),
          ]}
        />
        {host === ALL && page === ALL ? null : (
          <Button variant="default" size="xs" onClick={clear}>
            {shellWords.activity.clear}
          </Button>
        )}
      </div>
      {lines.length === 0 && log.length > 0 ? (
        <p className={styles.soft}>{shellWords.activity.none}</p>
      ) : (
        <EventLog log={lines} />
      )}
    </aside>
  );
}
