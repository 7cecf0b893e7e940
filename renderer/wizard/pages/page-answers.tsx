import type { Page } from '../../../core/model/plan.ts';
import { Section } from '../../parts/section.tsx';
import { AnswersForm } from '../form/answers-form.tsx';
import { DerivedList } from '../form/derived-list.tsx';
import { formWords } from '../form/words.ts';
import type { PageProps } from './page-props.ts';
import { pageWords } from './words.ts';

/** The questions of one page with their answers, and what follows from them. */
export function PageAnswers({ view, form, answer, readNames, showProblems, page }: PageProps & { page: Page }) {
  const own = <T extends { page: Page }>(list: readonly T[]) => list.filter((entry) => entry.page === page);
  const [fields, derived] = [own(form.fields), own(form.derived)];
  if (fields.length === 0 && derived.length > 0)
    return (
      <Section heading={formWords.derived}>
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
        locked={view.readOnly ? formWords.readOnly : view.state === 'waiting' ? null : formWords.busy}
        showProblems={showProblems}
      />
    </Section>
  );
}
