import { PageChecks } from '../checks/page-checks.tsx';
import { HandInList } from '../people/hand-in-list.tsx';
import { PlannedSteps } from '../steps/planned-steps.tsx';
import { isOutOfDate } from './is-out-of-date.ts';
import { lastProofOf } from './last-proof-of.ts';
import { PageAnswers } from './page-answers.tsx';
import type { PageProps } from './page-props.ts';
import { PageRun } from './page-run.tsx';
import type { StepPageName } from './words.ts';

/** A page that changes something: answers, what will happen, run, checks. */
export function StepPage({ page, children, ...props }: PageProps & { page: StepPageName; children?: React.ReactNode }) {
  const { view, story, people } = props;
  return (
    <>
      <HandInList view={view} page={page} people={people} />
      <PageAnswers {...props} page={page} />
      {children}
      <PlannedSteps view={view} page={page} story={story} outOfDate={isOutOfDate(view, page)} />
      <PageRun {...props} page={page} />
      <PageChecks view={view} page={page} {...lastProofOf(view, story)} />
    </>
  );
}
