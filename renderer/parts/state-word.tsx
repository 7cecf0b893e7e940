import type { ReactNode } from 'react';
import type { Verdict } from '../../core/model/check.ts';
import { Shape, type ShapeKind, shapeOfVerdict } from './shape.tsx';
import styles from './state-word.module.css';
import { partWords } from './words.ts';

/** A state: its shape and its word, kept together on a line. */
export function StateWord({
  kind,
  strong = false,
  children,
}: {
  kind: ShapeKind;
  strong?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={styles.state} data-kind={kind} data-strong={strong || undefined}>
      <Shape kind={kind} size={16} />
      <span>{children}</span>
    </span>
  );
}

/** A verdict: its shape and its word. */
export function VerdictWord({ verdict }: { verdict: Verdict }) {
  return <StateWord kind={shapeOfVerdict(verdict)}>{partWords.verdict[verdict]}</StateWord>;
}
