import { client } from '../../connection/client.ts';
import type { PageProps } from '../page-props.ts';
import { Review } from '../parts/review.tsx';

/** The record of the farm: how it stands, what is open, what was answered, who does what, and the runbook. */
export function ReviewPage({ view, form, goTo }: PageProps) {
  return (
    <Review
      view={view}
      form={form}
      onChange={goTo}
      onWaive={(finding) => client.farm.waive({ farm: view.id, ...finding })}
    />
  );
}
