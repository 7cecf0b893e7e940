import { Button, Input } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef } from 'react';
import type { NamesRead } from '../../../core/api/farm-contract.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { namesOf, namesText } from './answer-text.ts';
import { fieldId } from './field-id.ts';
import type { InputContent } from './field-inputs.tsx';
import styles from './names-editor.module.css';
import { NamesResult } from './names-result.tsx';
import { useNames } from './use-names.ts';
import { formWords } from './words.ts';

interface Editor extends InputContent {
  readNames: (text: string) => Promise<NamesRead>;
}

/**
 * A list of names by typing, paste, file or range. The text area is the browser's own while somebody types: nothing
 * is computed for a key, so that 500 lines are as quick as one.
 */
export function NamesEditor({ field, wrong, lockedBy, onAnswer, onLeave, readNames }: Editor) {
  const id = fieldId(field.path);
  const names = namesOf(field.value);
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const editor = useNames({ area, value: field.value, readNames, onAnswer });
  const describedBy = [wrong ? `${id}-problem` : '', lockedBy, `${id}-help`, `${id}-hint`, `${id}-read`].filter(
    Boolean,
  );
  return (
    <div className={styles.editor}>
      <p id={`${id}-hint`} className={styles.hint}>
        {formWords.names.hint}
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
        defaultValue={namesText(field.value)}
        rows={8}
        spellCheck={false}
        autoComplete="off"
        readOnly={lockedBy !== null}
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
      {lockedBy !== null ? null : (
        <div className={styles.tools}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => file.current?.click()}
          >
            {formWords.names.importCsv}
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
            <span className={styles.hint}>{formWords.names.imported(editor.imported)}</span>
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
