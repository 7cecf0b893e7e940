import { useState } from 'react';

/** The drawer beside the page holds one of these. */
type Kind = 'help' | 'activity';

interface Drawer {
  open: Kind | null;
  /** Whether the reader opened it, so that the focus goes into it. */
  asked: boolean;
  toggle(kind: Kind): void;
  close(): void;
}

const KEPT = 'farmwright:help';
const WIDE = '(min-width: 95em)';

/**
 * What is in the drawer. Whether help is open is remembered; at first it is, where there is room for it.
 * @param onClose gives the focus back to the button that opens this kind
 */
export function useDrawer(onClose: (kind: Kind) => void): Drawer {
  const [help, setHelp] = useState(wasOpen);
  const [activity, setActivity] = useState(false);
  const [asked, setAsked] = useState(false);
  const open = activity ? 'activity' : help ? 'help' : null;
  const keepHelp = (to: boolean) => {
    setHelp(to);
    localStorage.setItem(KEPT, to ? 'open' : 'closed');
  };
  const close = () => {
    if (open === null) return;
    if (open === 'activity') setActivity(false);
    else keepHelp(false);
    setAsked(false);
    onClose(open);
  };
  const toggle = (kind: Kind) => {
    if (open === kind) return close();
    setAsked(true);
    setActivity(kind === 'activity');
    if (kind === 'help') keepHelp(true);
  };
  return { open, asked, toggle, close };
}

function wasOpen(): boolean {
  const kept = localStorage.getItem(KEPT);
  // On a narrow page it would push the page's own words out of sight.
  return matchMedia(WIDE).matches && kept !== 'closed';
}
