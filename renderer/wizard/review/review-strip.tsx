import { Shape, type ShapeKind } from '../../parts/shape.tsx';
import { readinessOf, type Seen, today } from './readiness.ts';
import styles from './review.module.css';
import { reviewWords } from './words.ts';

/** Three numbers for go or no-go: what blocks, what is waived, and what has no result. */
export function ReviewStrip({ view }: { view: Seen }) {
  const { blocking, waived, nearest, expired, unverified, unverifiedRequired } = readinessOf(view, today());
  const words = reviewWords;
  return (
    <ul className={styles.strip} aria-label={words.strip}>
      {blocking === null ? (
        <Figure kind="unknown" text={words.blockingUnknown} under={words.blockingUnknownExplain} />
      ) : (
        <Figure
          kind={blocking > 0 ? 'fail' : 'in place'}
          text={words.blocking(blocking)}
          under={words.blockingExplain}
        />
      )}
      <Figure
        kind={expired + waived > 0 ? 'warning' : 'in place'}
        text={words.waived(waived)}
        under={[words.waivedExplain(nearest), ...(expired === 0 ? [] : [words.expired(expired)])].join(', ')}
      />
      <Figure
        kind={unverified > 0 ? 'unknown' : 'in place'}
        text={words.unverified(unverified)}
        under={words.unverifiedExplain(unverifiedRequired)}
      />
    </ul>
  );
}

function Figure({ kind, text, under }: { kind: ShapeKind; text: string; under: string }) {
  return (
    <li className={styles.number}>
      <Shape kind={kind} size={26} />
      <div>
        <strong>{text}</strong>
        <span className={styles.under}>{under}</span>
      </div>
    </li>
  );
}
