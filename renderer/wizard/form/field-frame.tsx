import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Field, Problem } from '../../../core/model/form.ts';
import { Shape } from '../../parts/shape.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import styles from './answers-form.module.css';
import { fieldId } from './field-id.ts';
import { formWords } from './words.ts';

interface Frame {
  field: Field;
  /** Problems to show now; empty where nobody has left the field yet. */
  problems: readonly Problem[];
  /** A group of inputs has a legend, one input has a label, and a toggle has its label beside it. */
  as: 'label' | 'legend' | 'beside';
  children: ReactNode;
}

/** What surrounds the input of a field: label, whose answer it is, help, example, problems and the small print. */
export function FieldFrame({ field, problems, as, children }: Frame) {
  const { path, label, help, example, clause, answered } = field;
  const id = fieldId(path);
  const top = (
    <>
      {as === 'beside' ? children : as === 'label' ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <Badge variant="default" size="sm" tt="none" fw={500}>
        {formWords.scope[field.scope]}
      </Badge>
    </>
  );
  const body = (
    <>
      <div id={`${id}-help`} className={styles.help}>
        {help === '' && answered ? null : (
          <p>
            {help} {answered ? null : <span className={styles.default}>{formWords.notAnswered}</span>}
          </p>
        )}
        {example === null ? null : (
          <p>
            <WithAddresses>{formWords.example(example)}</WithAddresses>
          </p>
        )}
      </div>
      {problems.length === 0 ? null : (
        <div id={`${id}-problem`} className={styles.problem}>
          {problems.map(({ path: at, message, remedy }) => (
            <p key={`${at} ${message}`}>
              <Shape kind="fail" size={16} /> <span>{formWords.problem(message, remedy)}</span>
            </p>
          ))}
        </div>
      )}
      {as === 'beside' ? null : children}
      {clause === null ? null : <p className={styles.clause}>{formWords.clause(clause.source, clause.place)}</p>}
    </>
  );
  const wrong = problems.length > 0 || undefined;
  if (as === 'legend')
    return (
      <fieldset className={styles.field} data-wrong={wrong}>
        <legend className={styles.label}>{top}</legend>
        {body}
      </fieldset>
    );
  return (
    <div className={styles.field} data-wrong={wrong}>
      <div className={styles.label}>{top}</div>
      {body}
    </div>
  );
}

/**
 * What ties an input to its help and, only where it has one, to its problem and to why it cannot be changed now.
 * @param lockedBy id of that sentence
 */
export function tiesOf(
  path: string,
  wrong: boolean,
  lockedBy: string | null,
): { 'aria-describedby': string; 'aria-invalid'?: true } {
  const id = fieldId(path);
  const describedBy = [wrong ? `${id}-problem` : '', lockedBy, `${id}-help`].filter(Boolean).join(' ');
  return { 'aria-describedby': describedBy, ...(wrong ? { 'aria-invalid': true } : {}) };
}
