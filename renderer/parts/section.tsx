import { type ReactNode, type Ref, useId } from 'react';
import styles from './section.module.css';

/** A part of a page with a heading of its own, and what sums it up beside the heading. */
export function Section({
  heading,
  aside,
  headingRef,
  children,
}: {
  heading: string;
  aside?: ReactNode;
  /** For a part whose heading takes the focus when the focused element disappears. */
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.top}>
        <h2 id={id} ref={headingRef} tabIndex={headingRef === undefined ? undefined : -1}>
          {heading}
        </h2>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
