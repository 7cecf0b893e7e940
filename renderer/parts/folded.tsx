import type { ReactNode } from 'react';
import styles from './folded.module.css';

/** Something that is there and not in the way: a line that opens. */
export function Folded({
  summary,
  aside,
  open = false,
  children,
}: {
  summary: ReactNode;
  aside?: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={styles.folded} open={open}>
      <summary className={styles.summary}>
        <span className={styles.text}>{summary}</span>
        {aside === undefined ? null : <span className={styles.aside}>{aside}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
