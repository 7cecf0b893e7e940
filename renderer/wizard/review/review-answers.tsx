import { Button } from '@mantine/core';
import type { FormView } from '../../../core/api/farm-contract.ts';
import type { Derived, Field } from '../../../core/model/form.ts';
import { PAGES, type Page } from '../../../core/model/plan.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { answerText } from '../form/answer-text.ts';
import { concerns } from '../form/field-id.ts';
import styles from './review.module.css';
import { reviewWords } from './words.ts';

interface Answers {
  form: FormView;
  readOnly: boolean;
  onChange: (page: Page, path: string) => void;
}

/** Every answer, grouped like the pages, each with the way back to it. */
export function ReviewAnswers({ form, readOnly, onChange }: Answers) {
  // A page's name here and in the list of steps is the same, and so is the order.
  const pages = PAGES.map((page) => ({
    page,
    fields: form.fields.filter((field) => field.page === page),
    derived: form.derived.filter((derived) => derived.page === page),
  }));
  return (
    <Section heading={reviewWords.answers}>
      <div className={styles.pages}>
        {pages
          .filter(({ fields, derived }) => fields.length + derived.length > 0)
          .map(({ page, fields, derived }) => (
            <div key={page}>
              <h3>{PAGE_NAMES[page]}</h3>
              <dl className={styles.answers}>
                {fields.map((field) => (
                  <Answer
                    key={field.path}
                    field={field}
                    wrong={form.problems.some((problem) => concerns(problem, field.path))}
                    {...(readOnly ? {} : { onChange: () => onChange(page, field.path) })}
                  />
                ))}
                {derived.map((one) => (
                  <Follows key={one.label} derived={one} />
                ))}
              </dl>
            </div>
          ))}
      </div>
    </Section>
  );
}

function Answer({ field, wrong, onChange }: { field: Field; wrong: boolean; onChange?: () => void }) {
  const words = reviewWords;
  return (
    <div className={styles.answer}>
      <dt>{field.label}</dt>
      <dd>
        <WithAddresses>{answerText(field)}</WithAddresses>{' '}
        {field.answered ? null : <span className={styles.soft}>{words.default}</span>}{' '}
        {wrong ? <StateWord kind="fail">{words.problem}</StateWord> : null}
      </dd>
      <dd className={styles.change}>
        {onChange === undefined ? null : (
          <Button variant="subtle" size="compact-sm" aria-label={words.changeWhat(field.label)} onClick={onChange}>
            {words.change}
          </Button>
        )}
      </dd>
    </div>
  );
}

function Follows({ derived: { label, value, because } }: { derived: Derived }) {
  return (
    <div className={styles.answer}>
      <dt>{label}</dt>
      <dd>
        <WithAddresses>{value}</WithAddresses>
        <span className={styles.under}>
          <WithAddresses>{because}</WithAddresses>
        </span>
      </dd>
      <dd className={styles.follows}>{reviewWords.fixed}</dd>
    </div>
  );
}
