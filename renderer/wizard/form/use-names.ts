import { type RefObject, useEffect, useRef, useState } from 'react';
import type { NamesRead } from '../../../core/api/farm-contract.ts';
import type { ErrorData } from '../../../core/model/errors.ts';
import { failureFrom } from '../../connection/failure.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { namesText } from './answer-text.ts';
import { formWords } from './words.ts';

/** As much as the core reads at once. */
const MOST_CHARACTERS = 1_000_000;

interface Names {
  area: RefObject<HTMLTextAreaElement | null>;
  /** The answer: names, or a text of which some cannot be used. */
  value: unknown;
  readNames: (text: string) => Promise<NamesRead>;
  /** Called with the names; with the text as it is where some of it cannot be used. */
  onAnswer: (answer: string[] | string) => void;
}

/** What is answered: nothing of a text is left out, so one that cannot be used in full is kept as it was given. */
function answerOf(text: string, { names, problems }: NamesRead): string[] | string {
  return problems.length > 0 ? text : names;
}

/** Reads the text when it is new, and keeps what came of it. */
export function useNames({ area, value, readNames, onAnswer }: Names) {
  const announce = useAnnounce();
  const [result, setResult] = useState<NamesRead | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const [imported, setImported] = useState<string | null>(null);
  const asked = useRef(0);
  const given = namesText(value);
  const known = useRef(given);
  /** What was typed and not read yet; null where nothing was. */
  const unread = useRef<string | null>(null);

  const answer = useRef(onAnswer);
  const ask = useRef(readNames);
  answer.current = onAnswer;
  ask.current = readNames;

  const readText = (text: string) => {
    unread.current = null;
    asked.current += 1;
    const mine = asked.current;
    setFailure(null);
    if (text.length > MOST_CHARACTERS) {
      const { tooLong: message, tooLongRemedy: remedy } = formWords.names;
      return setFailure({ code: 'names.too-long', field: null, message, remedy });
    }
    setBusy(true);
    ask
      .current(text)
      .then((read) => {
        // What was read of an older text is of no use to anybody.
        if (mine !== asked.current) return;
        setResult(read);
        announce.end(
          [
            formWords.names.read(read.names.length),
            ...(read.problems.length > 0 ? [formWords.names.problems(read.problems.length)] : []),
          ].join(', '),
        );
        const told = answerOf(text, read);
        known.current = typeof told === 'string' ? told : told.join('\n');
        answer.current(told);
      })
      .catch((error: unknown) => mine === asked.current && setFailure(failureFrom(error)))
      .finally(() => mine === asked.current && setBusy(false));
  };

  // Answers from elsewhere take the place of what stands here; what stands here may be ranges that mean the same.
  useEffect(() => {
    if (given === known.current || area.current === null || unread.current !== null) return;
    if (document.activeElement === area.current) return;
    known.current = given;
    area.current.value = given;
    setResult(null);
  }, [given, area]);

  // What cannot be used of a text that was kept is told again; the text is answered already.
  const kept = typeof value === 'string' && result === null ? value : null;
  useEffect(() => {
    if (kept === null) return;
    const mine = asked.current;
    ask.current(kept).then(
      (read) => mine === asked.current && setResult(read),
      (error: unknown) => mine === asked.current && setFailure(failureFrom(error)),
    );
  }, [kept]);

  useEffect(
    () => () => {
      const text = unread.current;
      unread.current = null;
      if (text !== null)
        void ask.current(text).then(
          (read) => answer.current(answerOf(text, read)),
          () => {},
        );
    },
    [],
  );

  return {
    result,
    busy,
    failure,
    imported,
    typed: () => {
      unread.current = area.current?.value ?? null;
    },
    read: () => {
      if (unread.current !== null) readText(unread.current);
    },
    take: (file: File) => {
      file.text().then(
        (text) => {
          const before = area.current?.value.trimEnd() ?? '';
          const whole = before === '' ? text : `${before}\n${text}`;
          if (area.current !== null) area.current.value = whole;
          setImported(before === '' ? null : file.name);
          readText(whole);
        },
        () => {
          const { unreadable, unreadableRemedy: remedy } = formWords.names;
          setFailure({ code: 'names.unreadable', field: null, message: unreadable(file.name), remedy });
        },
      );
    },
  };
}
