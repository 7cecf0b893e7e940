import type { Verdict } from '../../core/model/check.ts';
import type { StepState } from '../../core/model/event.ts';
import type { Overall } from '../../core/model/result.ts';
import styles from './shape.module.css';

/** Shapes that distinguish states without colour. */
export type ShapeKind = 'pass' | 'warning' | 'fail' | 'unknown' | 'dash' | 'waiting' | 'busy' | 'in place' | 'fault';

/** A tick in a circle, a triangle, an octagon, a diamond, a dash. Decoration: the word stands beside it. */
export function Shape({ kind, size = 18 }: { kind: ShapeKind; size?: number }) {
  return (
    <svg className={styles.shape} data-kind={kind} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      {OUTLINE[kind]}
    </svg>
  );
}

const TICK = 'M7.2 12.4l3.2 3.2 6.4-6.8';

const OUTLINE: Record<ShapeKind, React.ReactNode> = {
  pass: (
    <>
      <circle cx="12" cy="12" r="10.5" className={styles.body} />
      <path d={TICK} className={styles.mark} />
    </>
  ),
  'in place': (
    <>
      <circle cx="12" cy="12" r="9.5" className={styles.line} />
      <path d={TICK} className={styles.line} />
    </>
  ),
  warning: (
    <>
      <path d="M12 2.2 22.8 21.2H1.2Z" className={styles.body} />
      <path d="M12 9.2v5.4M12 17.9v.1" className={styles.mark} />
    </>
  ),
  fail: (
    <>
      <path d="M7.7 1.6h8.6l6.1 6.1v8.6l-6.1 6.1H7.7l-6.1-6.1V7.7Z" className={styles.body} />
      <path d="M8.4 8.4l7.2 7.2M15.6 8.4l-7.2 7.2" className={styles.mark} />
    </>
  ),
  unknown: (
    <>
      <path d="M12 .8 23.2 12 12 23.2.8 12Z" className={styles.body} />
      <path d="M9.5 9.7a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.4 1-1.4 1.9M12 17.2v.1" className={styles.mark} />
    </>
  ),
  fault: (
    <>
      <path d="M12 1.2 22.8 12 12 22.8 1.2 12Z" className={styles.line} />
      <path d="M12 7.6v5.2M12 16.2v.1" className={styles.line} />
    </>
  ),
  dash: <path d="M5 12h14" className={styles.thick} />,
  waiting: <circle cx="12" cy="12" r="8.5" className={styles.dotted} />,
  busy: (
    <>
      <circle cx="12" cy="12" r="9" className={styles.faint} />
      <path d="M12 3a9 9 0 0 1 9 9" className={styles.turning} />
    </>
  ),
};

/** The shape of a verdict. */
export function shapeOfVerdict(verdict: Verdict): ShapeKind {
  switch (verdict) {
    case 'pass':
    case 'warning':
    case 'fail':
      return verdict;
    case 'could not run':
    case 'could not tell':
    case 'out of date':
      return 'unknown';
    case 'skipped':
    case 'not applicable':
    case 'cancelled':
      return 'dash';
  }
}

/** The shape of the overall verdict. */
export function shapeOfOverall(overall: Overall): ShapeKind {
  const shapes = { ready: 'pass', 'ready with warnings': 'warning', 'not ready': 'fail', unknown: 'unknown' } as const;
  return shapes[overall];
}

/** The shape of a step's state. */
export function shapeOfStep(state: StepState): ShapeKind {
  const shapes = {
    waiting: 'waiting',
    inspecting: 'busy',
    applying: 'busy',
    confirming: 'busy',
    'handed over': 'waiting',
    done: 'pass',
    'in place': 'in place',
    failed: 'fail',
    cancelled: 'dash',
  } as const;
  return shapes[state];
}
