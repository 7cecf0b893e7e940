import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface Given {
  /** Why it cannot be used now stands in the element with this id; it stays in reach of the keyboard all the same. */
  blocked: boolean;
  describedBy: string;
  busy: boolean;
  /** It was done already; what leads on is the primary button then. */
  again?: boolean;
  onStart: () => void;
  children: ReactNode;
}

/** A page's verb. One that cannot be used says why, and is not taken away. */
export function DeedButton({ blocked, describedBy, busy, again = false, onStart, children }: Given) {
  return (
    <Button
      {...(blocked ? { 'aria-disabled': true, 'data-disabled': true } : {})}
      variant={again ? 'default' : 'filled'}
      loading={busy}
      aria-describedby={describedBy}
      onClick={() => (blocked ? undefined : onStart())}
    >
      {children}
    </Button>
  );
}
