import type { ReactNode } from 'react';
import { ConnectingNote } from '../connection/connecting-note.tsx';
import { ConnectionBanner } from '../connection/connection-banner.tsx';
import { PageLink } from './page-link.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import styles from './top-bar.module.css';
import { frameWords } from './words.ts';

/** The bar above every page: the product, what the page itself puts there, and the theme. */
export function TopBar({ children }: { children?: ReactNode }) {
  return (
    <>
      <header className={styles.bar}>
        <a href="#content" className={styles.skip}>
          {frameWords.skip}
        </a>
        <div className={styles.brand}>
          <PageLink to={{ page: 'start' }}>
            <Mark />
            {frameWords.product}
          </PageLink>
        </div>
        {children}
        <ThemeToggle />
      </header>
      <ConnectingNote />
      <ConnectionBanner />
    </>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="7" className={styles.plate} />
      <g className={styles.lines}>
        <path d="M16 12v8M8 20v-4h16v4" />
        <rect x="12" y="6" width="8" height="6" rx="1.5" />
        <path d="M5.5 22.5h5M13.5 22.5h5M21.5 22.5h5" strokeWidth="3.5" />
      </g>
    </svg>
  );
}
