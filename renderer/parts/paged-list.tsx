import type { ReactNode } from 'react';
import { PageTurner } from './page-turner.tsx';
import { usePaging } from './use-paging.ts';

const AT_ONCE = 25;

interface Paged<T> {
  items: readonly T[];
  /** What the items are, such as `checks`. */
  what: string;
  className?: string | undefined;
  /** Whether the order of the items means something. */
  ordered?: boolean;
  /** One item as a list item with a key. */
  children: (item: T) => ReactNode;
}

/** A list of any length, of which a part is shown. */
export function PagedList<T>({ items, what, className, ordered = false, children }: Paged<T>) {
  const paging = usePaging(items.length, AT_ONCE);
  const shown = items.slice(paging.first, paging.end).map(children);
  return (
    <>
      {ordered ? (
        <ol className={className} start={paging.first + 1}>
          {shown}
        </ol>
      ) : (
        <ul className={className}>{shown}</ul>
      )}
      <PageTurner paging={paging} what={what} />
    </>
  );
}
