import { useId, useState } from 'react';
import type { NamesRead } from '../../../core/api/farm-contract.ts';
import type { Derived, Field, Problem } from '../../../core/model/form.ts';
import styles from './answers-form.module.css';
import { DerivedList } from './derived-list.tsx';
import { FieldFrame } from './field-frame.tsx';
import { concerns } from './field-id.ts';
import { ChoiceInput, LineInput, RowsInput, ToggleInput } from './field-inputs.tsx';
import { NamesEditor } from './names-editor.tsx';
import { formWords } from './words.ts';

interface Form {
  /** The questions to show, such as those of one page. */
  fields: readonly Field[];
  derived: readonly Derived[];
  problems: readonly Problem[];
  /** Called with null where the answer was taken back. */
  onAnswer: (path: string, value: unknown) => void;
  /** Reads names as they were pasted; asked for by fields of kind *names*. */
  readNames: (text: string) => Promise<NamesRead>;
  /** Why no answer can be changed now; null where they can. */
  locked: string | null;
  /** Shows every problem, also of fields that nobody has left yet. */
  showProblems?: boolean;
}

/** Any list of questions as a form. An answer is sent when its field is left; a choice at once. */
export function AnswersForm({ fields, derived, problems, onAnswer, readNames, locked, showProblems = false }: Form) {
  const lock = useId();
  if (fields.length === 0 && derived.length === 0) return <p className={styles.none}>{formWords.none}</p>;
  return (
    <div className={styles.form}>
      {locked !== null && fields.length > 0 ? (
        <p id={lock} className={styles.readOnly}>
          {locked}
        </p>
      ) : null}
      {fields.map((field) => (
        <FieldRow
          key={field.path}
          field={field}
          problems={problems.filter((problem) => concerns(problem, field.path))}
          onAnswer={onAnswer}
          readNames={readNames}
          lockedBy={locked === null ? null : lock}
          showProblems={showProblems}
        />
      ))}
      {derived.length === 0 ? null : <DerivedList derived={derived} framed />}
    </div>
  );
}

interface Row extends Omit<Form, 'fields' | 'derived' | 'locked'> {
  field: Field;
  lockedBy: string | null;
}

function FieldRow({ field, problems, onAnswer, readNames, lockedBy, showProblems }: Row) {
  const [left, setLeft] = useState(false);
  const shown = left || showProblems ? problems : [];
  const content = {
    field,
    wrong: shown.length > 0,
    lockedBy,
    onAnswer: (value: unknown) => onAnswer(field.path, value),
    onLeave: () => setLeft(true),
  };
  switch (field.kind) {
    case 'choice':
      return (
        <FieldFrame field={field} problems={shown} as="legend">
          <ChoiceInput {...content} />
        </FieldFrame>
      );
    case 'toggle':
      return (
        <FieldFrame field={field} problems={shown} as="beside">
          <ToggleInput {...content} />
        </FieldFrame>
      );
    case 'names':
      return (
        <FieldFrame field={field} problems={shown} as="label">
          <NamesEditor {...content} readNames={readNames} />
        </FieldFrame>
      );
    case 'rows':
      return (
        <FieldFrame field={field} problems={shown} as="label">
          <RowsInput {...content} />
        </FieldFrame>
      );
    case 'text':
    case 'number':
      return (
        <FieldFrame field={field} problems={shown} as="label">
          <LineInput {...content} />
        </FieldFrame>
      );
  }
}
