import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FormView, NamesRead } from '../../../core/api/farm-contract.ts';
import type { ErrorData } from '../../../core/model/errors.ts';
import { client } from '../../connection/client.ts';
import { failureFrom } from '../../connection/failure.ts';
import { farmForm, farmView } from '../../connection/farm-questions.ts';
import { guardLeaving } from '../../navigation.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { formWords } from './words.ts';

/** The contract takes that many answers in one call. */
const MOST_AT_ONCE = 100;

/** Answers on their way to the farm file. */
export interface Answers {
  answer(path: string, value: unknown): void;
  /** The form with the answers that are still on their way. */
  over(form: FormView): FormView;
  saving: boolean;
  /** Why answers could not be saved. They are kept here, and go along with the next ones. */
  failure: ErrorData | null;
  saveAgain(): void;
  /** Reads names as they were pasted. What comes of it is an answer, and waited for like one. */
  readNames(text: string): Promise<NamesRead>;
  /** Whether an answer is not saved at this moment. */
  isUnsaved(): boolean;
  /** The form once every answer is saved. Rejects where one cannot be. */
  settled(): Promise<FormView>;
}

/**
 * Saves every answer as it is given, one call after the other, so that an older answer never overtakes a newer one.
 * @param open whether the farm takes answers now; those that came too late are saved when it does again
 */
export function useAnswers(farm: string, open: boolean): Answers {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const waiting = useRef(new Map<string, unknown>());
  const sending = useRef<Promise<void> | null>(null);
  const reading = useRef(new Set<Promise<NamesRead>>());
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [failure, setFailure] = useState<ErrorData | null>(null);

  const send = useCallback(async () => {
    while (waiting.current.size > 0) {
      const batch = [...waiting.current].slice(0, MOST_AT_ONCE);
      const form = await client.farm.answer({ farm, values: batch.map(([path, value]) => ({ path, value })) });
      for (const [path, value] of batch) if (Object.is(waiting.current.get(path), value)) waiting.current.delete(path);
      // What was asked before may bring older answers.
      await queries.cancelQueries(farmForm(farm));
      queries.setQueryData(farmForm(farm).queryKey, form);
      setUnsaved(new Map(waiting.current));
    }
    void queries.invalidateQueries(farmView(farm));
  }, [farm, queries]);

  const save = useCallback((): Promise<void> => {
    if (sending.current !== null) return sending.current;
    setFailure(null);
    const sent = send()
      .catch((error: unknown) => {
        const told = failureFrom(error);
        setFailure(told);
        announce.failure(`${told.message} ${told.remedy}`);
        throw error;
      })
      .finally(() => {
        sending.current = null;
      });
    sending.current = sent;
    return sent;
  }, [send, announce]);

  useWarningBeforeLeaving(unsaved.size > 0);
  useEffect(() => {
    if (open && waiting.current.size > 0) save().catch(() => {});
  }, [open, save]);
  useEffect(
    () =>
      guardLeaving((to) => {
        if (to.page === 'farm' && to.id === farm) return true;
        // What is being typed is an answer once its field is left.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        if (waiting.current.size === 0 && reading.current.size === 0) return true;
        return Promise.allSettled(reading.current)
          .then(() => save())
          .then(
            () => true,
            () => window.confirm(formWords.leaveUnsaved),
          );
      }),
    [farm, save],
  );
  return useMemo(() => {
    // Its failure is kept and shown.
    const saveAgain = () => void save().catch(() => {});
    return {
      answer: (path, value) => {
        waiting.current.set(path, value);
        setUnsaved(new Map(waiting.current));
        saveAgain();
      },
      over: (form) => withUnsaved(form, unsaved),
      saving: unsaved.size > 0 && failure === null,
      failure,
      saveAgain,
      isUnsaved: () => waiting.current.size > 0,
      readNames: (text) => {
        const read = client.farm.readNames({ text });
        reading.current.add(read);
        const done = () => void reading.current.delete(read);
        read.then(done, done);
        return read;
      },
      settled: async () => {
        // The part that asked for the names handles the reply before this continues, so its answer is saved here too.
        await Promise.allSettled(reading.current);
        await save();
        return queries.ensureQueryData(farmForm(farm));
      },
    };
  }, [save, unsaved, failure, queries, farm]);
}

function withUnsaved(form: FormView, unsaved: ReadonlyMap<string, unknown>): FormView {
  if (unsaved.size === 0) return form;
  const fields = form.fields.map((field) =>
    unsaved.has(field.path) ? { ...field, value: unsaved.get(field.path), answered: true } : field,
  );
  return { ...form, fields };
}

function useWarningBeforeLeaving(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
}
