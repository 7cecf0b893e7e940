import { type ReactNode, useState } from 'react';
import styles from './folded.module.css';
import { usePrinting } from './use-printing.ts';

/** Content that is folded into one line until it is opened. */
export function Folded({
  summary,
  aside,
  open = false,
  late = false,
  children,
}: {
  summary: ReactNode;
  aside?: ReactNode;
  open?: boolean;
  /** What is in it is made only once it is opened, or printed. */
  late?: boolean;
  children: ReactNode;
}) {
  const [made, setMade] = useState(!late || open);
  const printing = usePrinting();
  return (
    <details className={styles.folded} open={open} onToggle={(event) => event.currentTarget.open && setMade(true)}>
      <summary className={styles.summary}>
        <span className={styles.text}>{summary}</span>
        {aside === undefined ? null : <span className={styles.aside}>{aside}</span>}
      </summary>
      <div className={styles.body}>{made || printing ? children : null}</div>
    </details>
  );
}
