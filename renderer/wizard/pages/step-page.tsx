import { PageChecks } from '../checks/page-checks.tsx';
import { PlannedSteps } from '../steps/planned-steps.tsx';
import { isOutOfDate } from './is-out-of-date.ts';
import { lastProofOf } from './last-proof-of.ts';
import { PageAnswers } from './page-answers.tsx';
import type { PageProps } from './page-props.ts';
import { PageRun } from './page-run.tsx';
import type { StepPageName } from './words.ts';

/** A page that changes something: answers, what will happen, run, checks. */
export function StepPage({ page, children, ...props }: PageProps & { page: StepPageName; children?: React.ReactNode }) {
  const { view, story } = props;
  return (
    <>
      <PageAnswers {...props} page={page} />
      {children}
      <PlannedSteps plan={view.plan} page={page} farm={view.farm} story={story} outOfDate={isOutOfDate(view, page)} />
      <PageRun {...props} page={page} />
      <PageChecks view={view} page={page} {...lastProofOf(view, story)} />
    </>
  );
}
