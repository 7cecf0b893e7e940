import { useState } from 'react';
import type { ErrorData } from '../../core/model/errors.ts';
import { useAnnounce } from '../parts/announcer.tsx';
import { failureFrom } from './failure.ts';

/** Something the reader starts with a button. */
export interface Deed<A extends unknown[]> {
  start(...given: A): void;
  busy: boolean;
  failure: ErrorData | null;
}

/** Runs a call the reader asked for. A failure is shown beside its button and announced once to screen readers. */
export function useDeed<A extends unknown[]>(call: (...given: A) => Promise<unknown>): Deed<A> {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const start = (...given: A) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    call(...given)
      .catch((error: unknown) => {
        const told = failureFrom(error);
        setFailure(told);
        announce.failure(`${told.message} ${told.remedy}`);
      })
      .finally(() => setBusy(false));
  };
  return { start, busy, failure };
}
