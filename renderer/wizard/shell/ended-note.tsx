import { useEffect } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';

/** Why the last thing that was begun could not be done, on every page and by ear. A person's Cancel needs no reason. */
export function EndedNote({ view: { state, error } }: { view: FarmView }) {
  const announce = useAnnounce();
  const failure = state === 'waiting' && error?.code !== 'cancelled' ? error : null;
  const told = failure === null ? '' : `${failure.message} ${failure.remedy}`;
  useEffect(() => {
    if (told !== '') announce.failure(told);
  }, [announce, told]);
  return failure === null ? null : <FailureNote failure={failure} />;
}
