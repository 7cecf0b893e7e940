import { Button, Input } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { NamesRead } from '../../../core/api/farm-contract.ts';
import type { ErrorData } from '../../../core/model/errors.ts';
import { failureFrom } from '../../connection/failure.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { wizardWords } from '../../words-wizard.ts';
import { namesOf } from './answer-text.ts';
import { fieldId } from './field-id.ts';
import type { InputContent } from './field-inputs.tsx';
import styles from './names-editor.module.css';
import { NamesResult } from './names-result.tsx';

/** As much as the core reads at once. */
const MOST_CHARACTERS = 1_000_000;

interface Editor extends InputContent {
  readNames: (text: string) => Promise<NamesRead>;
}

/**
 * A list of names by typing, paste, file or range. The text area is the browser's own while somebody types: nothing
 * is computed for a key, so that 500 lines are as quick as one.
 */
export function NamesEditor({ field, wrong, readOnly, onAnswer, onLeave, readNames }: Editor) {
  const id = fieldId(field.path);
  const names = namesOf(field.value);
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const editor = useNames({ area, names, readNames, onAnswer });
  const describedBy = [wrong ? `${id}-problem` : '', `${id}-help`, `${id}-hint`, `${id}-read`].filter(Boolean);
  return (
    <div className={styles.editor}>
      <p id={`${id}-hint`} className={styles.hint}>
        {wizardWords.form.namesHint}
      </p>
      <Input
        component="textarea"
        multiline
        ref={area}
        attributes={{ input: { id } }}
        classNames={{ input: `${styles.area}` }}
        withAria={false}
        aria-describedby={describedBy.join(' ')}
        {...(wrong ? { 'aria-invalid': true } : {})}
        error={wrong}
        defaultValue={names.join('\n')}
        rows={8}
        spellCheck={false}
        autoComplete="off"
        readOnly={readOnly}
        onInput={editor.typed}
        onPaste={() => {
          // The pasted text is in the area only once this event is over.
          setTimeout(editor.read);
        }}
        onBlur={() => {
          editor.read();
          onLeave();
        }}
      />
      {readOnly ? null : (
        <div className={styles.tools}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => file.current?.click()}
          >
            {wizardWords.form.namesImport}
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            accept=".csv,.txt,text/csv,text/plain"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              // The same file can be chosen again after it was changed.
              event.currentTarget.value = '';
              if (chosen !== undefined) editor.take(chosen);
            }}
          />
          {editor.imported === null ? null : (
            <span className={styles.hint}>{wizardWords.form.namesImported(editor.imported)}</span>
          )}
        </div>
      )}
      <div id={`${id}-read`}>
        <NamesResult read={editor.result} names={names} busy={editor.busy} />
      </div>
      {editor.failure === null ? null : <FailureNote failure={editor.failure} />}
    </div>
  );
}

interface Names {
  area: React.RefObject<HTMLTextAreaElement | null>;
  names: string[];
  readNames: (text: string) => Promise<NamesRead>;
  onAnswer: (names: string[]) => void;
}

/** Reads the text when it is new, and keeps what came of it. */
function useNames({ area, names, readNames, onAnswer }: Names) {
  const announce = useAnnounce();
  const [result, setResult] = useState<NamesRead | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const [imported, setImported] = useState<string | null>(null);
  const asked = useRef(0);
  const given = names.join('\n');
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
      const { namesTooLong: message, namesTooLongRemedy: remedy } = wizardWords.form;
      return setFailure({ code: 'names.too-long', field: null, message, remedy });
    }
    setBusy(true);
    ask
      .current(text)
      .then((read) => {
        // What was read of an older text is of no use to anybody.
        if (mine !== asked.current) return;
        setResult(read);
        const { namesRead, namesProblems } = wizardWords.form;
        announce.end(
          [
            namesRead(read.names.length),
            ...(read.problems.length > 0 ? [namesProblems(read.problems.length)] : []),
          ].join(', '),
        );
        known.current = read.names.join('\n');
        answer.current(read.names);
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

  useEffect(
    () => () => {
      const text = unread.current;
      unread.current = null;
      if (text !== null)
        void ask.current(text).then(
          (read) => answer.current(read.names),
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
          const { namesUnreadable, namesUnreadableRemedy: remedy } = wizardWords.form;
          setFailure({ code: 'names.unreadable', field: null, message: namesUnreadable(file.name), remedy });
        },
      );
    },
  };
}
