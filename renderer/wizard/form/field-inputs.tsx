import { Input } from '@mantine/core';
import type { Field } from '../../../core/model/form.ts';
import styles from './answers-form.module.css';
import { tiesOf } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { useDraft } from './use-draft.ts';

/** What every input is given. */
export interface InputContent {
  field: Field;
  wrong: boolean;
  /** Id of the sentence that says why it cannot be changed now; null where it can. */
  lockedBy: string | null;
  onAnswer: (value: unknown) => void;
  /** The field was left. */
  onLeave: () => void;
}

/** One line of text, or a number with its unit. An emptied one is answered with null, which is no answer. */
export function LineInput({ field, wrong, lockedBy, onAnswer, onLeave }: InputContent) {
  const number = field.kind === 'number';
  const draft = useDraft(field.value == null ? '' : String(field.value), (text) =>
    onAnswer(number ? numberFrom(text) : textFrom(text)),
  );
  const id = fieldId(field.path);
  const ties = tiesOf(field.path, wrong, lockedBy);
  const unit = field.unit === null ? undefined : `${id}-unit`;
  return (
    <div className={styles.line} data-kind={field.kind}>
      <Input
        // Without its own ties Mantine gives the input no id either.
        withAria={false}
        attributes={{ input: { id } }}
        {...ties}
        aria-describedby={[unit, ties['aria-describedby']].filter(Boolean).join(' ')}
        error={wrong}
        className={`${styles.input}`}
        inputMode={number ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
        readOnly={lockedBy !== null}
        value={draft.text}
        onChange={(event) => draft.type(event.currentTarget.value)}
        onFocus={draft.begin}
        onBlur={() => {
          draft.send();
          onLeave();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          draft.send();
          onLeave();
        }}
      />
      {unit === undefined ? null : (
        <span id={unit} className={styles.unit}>
          {field.unit}
        </span>
      )}
    </div>
  );
}

/** A table as text, one row a line. */
export function RowsInput({ field, wrong, lockedBy, onAnswer, onLeave }: InputContent) {
  const draft = useDraft(field.value == null ? '' : String(field.value), (text) => onAnswer(textFrom(text)));
  return (
    <Input
      component="textarea"
      multiline
      withAria={false}
      attributes={{ input: { id: fieldId(field.path) } }}
      {...tiesOf(field.path, wrong, lockedBy)}
      error={wrong}
      rows={5}
      autoComplete="off"
      spellCheck={false}
      readOnly={lockedBy !== null}
      value={draft.text}
      onChange={(event) => draft.type(event.currentTarget.value)}
      onFocus={draft.begin}
      onBlur={() => {
        draft.send();
        onLeave();
      }}
    />
  );
}

/** Every value as a card with its plain consequence. */
export function ChoiceInput({ field, wrong, lockedBy, onAnswer, onLeave }: InputContent) {
  const id = fieldId(field.path);
  const chosen = field.choices.findIndex(({ value }) => value === field.value);
  const ties = tiesOf(field.path, wrong, lockedBy);
  return (
    <div className={styles.choices}>
      {field.choices.map(({ value, label, consequence }, index) => {
        // The input that a link to the field leads to is the one that the Tab key would reach.
        const own = index === Math.max(0, chosen) ? id : `${id}-${index}`;
        return (
          <label key={value} className={styles.card} htmlFor={own}>
            <input
              type="radio"
              id={own}
              name={id}
              value={value}
              checked={index === chosen}
              disabled={lockedBy !== null}
              aria-labelledby={`${id}-${index}-label`}
              {...ties}
              aria-describedby={`${id}-${index}-consequence ${ties['aria-describedby']}`}
              onChange={() => onAnswer(value)}
              onBlur={onLeave}
            />
            <span id={`${id}-${index}-label`} className={styles.cardTitle}>
              {label}
            </span>
            <span id={`${id}-${index}-consequence`} className={styles.consequence}>
              {consequence}
            </span>
          </label>
        );
      })}
    </div>
  );
}

/** On or off. */
export function ToggleInput({ field, wrong, lockedBy, onAnswer, onLeave }: InputContent) {
  const id = fieldId(field.path);
  return (
    <label className={styles.toggle} htmlFor={id}>
      <input
        type="checkbox"
        id={id}
        checked={field.value === true}
        disabled={lockedBy !== null}
        {...tiesOf(field.path, wrong, lockedBy)}
        onChange={(event) => onAnswer(event.currentTarget.checked)}
        onBlur={onLeave}
      />
      <span>{field.label}</span>
    </label>
  );
}

function textFrom(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** A number however it was written, with full-width digits or blanks between thousands; else the text, to be told of. */
function numberFrom(text: string): number | string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (plain === '') return null;
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text.trim();
}
