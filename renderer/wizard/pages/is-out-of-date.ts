import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';

/** Whether answers changed since the steps of a page were done, as the core says. */
export function isOutOfDate({ pages }: Pick<FarmView, 'pages'>, page: Page): boolean {
  return pages.some((standing) => standing.page === page && standing.state === 'out of date');
}
