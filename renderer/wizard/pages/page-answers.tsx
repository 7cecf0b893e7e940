import type { Page } from '../../../core/model/plan.ts';
import { Section } from '../../parts/section.tsx';
import { pageWords } from '../../words-pages.ts';
import { wizardWords } from '../../words-wizard.ts';
import { AnswersForm } from '../form/answers-form.tsx';
import { DerivedList } from '../form/derived-list.tsx';
import type { PageProps } from './page-props.ts';

/** The questions of one page with their answers, and what follows from them. */
export function PageAnswers({ view, form, answer, readNames, showProblems, page }: PageProps & { page: Page }) {
  const own = <T extends { page: Page }>(list: readonly T[]) => list.filter((entry) => entry.page === page);
  const [fields, derived] = [own(form.fields), own(form.derived)];
  if (fields.length === 0 && derived.length > 0)
    return (
      <Section heading={wizardWords.form.derived}>
        <DerivedList derived={derived} />
      </Section>
    );
  return (
    <Section heading={pageWords.answers}>
      <AnswersForm
        fields={fields}
        derived={derived}
        problems={own(form.problems)}
        onAnswer={answer}
        readNames={readNames}
        locked={view.readOnly ? wizardWords.form.readOnly : view.state === 'waiting' ? null : wizardWords.form.busy}
        showProblems={showProblems}
      />
    </Section>
  );
}
