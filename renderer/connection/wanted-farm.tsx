import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { goTo } from '../navigation.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { client } from './client.ts';
import { desktop } from './desktop.ts';
import { recentFarms } from './farm-questions.ts';
import { useDeed } from './use-deed.ts';

/** Opens farm files that the desktop asks for: by its menu, the command line or a double click. Shows what hinders it. */
export function WantedFarm() {
  const queries = useQueryClient();
  const open = useDeed(async (path: string) => {
    const { farm } = await client.farm.open({ path, write: true });
    void queries.invalidateQueries(recentFarms);
    goTo({ page: 'farm', id: farm, wizardPage: null });
  });
  const latest = useRef(open.start);
  useEffect(() => {
    latest.current = open.start;
  });
  useEffect(() => {
    desktop?.onOpenFarm((path) => latest.current(path));
  }, []);
  return open.failure === null ? null : <FailureNote failure={open.failure} />;
}
