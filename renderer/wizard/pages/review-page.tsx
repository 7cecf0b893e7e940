import { client } from '../../connection/client.ts';
import { Review } from '../review/review.tsx';
import type { PageProps } from './page-props.ts';

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
