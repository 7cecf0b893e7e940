import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';
import { Shape, type ShapeKind } from './shape.tsx';

interface PanelContent {
  kind: ShapeKind;
  heading: string;
  /** What stands small under the heading. */
  under?: ReactNode;
  /** Large for verdicts. */
  large?: boolean;
  children?: ReactNode;
}

/** A panel for a state: a shape, a heading, and content. */
export function Panel({ kind, heading, under, large = false, children }: PanelContent) {
  const id = useId();
  return (
    <section className={styles.panel} data-kind={kind} aria-labelledby={id}>
      <div className={styles.top} data-large={large || undefined}>
        <Shape kind={kind} size={large ? 40 : 26} />
        <div>
          <h2 id={id} className={styles.heading} tabIndex={-1} data-now>
            {heading}
          </h2>
          {under === undefined ? null : <p className={styles.under}>{under}</p>}
        </div>
      </div>
      {children}
    </section>
  );
}
