import type { ReactNode } from 'react';
import { goTo, pathOf, type Route } from '../navigation.ts';

/** A link to another page. It is a real link, so that it opens in a new tab like any other. */
export function PageLink({
  to,
  children,
  className,
  current = false,
  describedBy,
}: {
  to: Exclude<Route, { page: 'unknown' }>;
  children: ReactNode;
  className?: string | undefined;
  /** Whether it links to the current page, as one of several steps. */
  current?: boolean;
  describedBy?: string | undefined;
}) {
  return (
    <a
      href={pathOf(to)}
      className={className}
      aria-current={current ? 'step' : undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        goTo(to);
      }}
    >
      {children}
    </a>
  );
}
