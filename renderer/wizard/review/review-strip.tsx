import { Shape, type ShapeKind } from '../../parts/shape.tsx';
import { wizardWords } from '../../words-wizard.ts';
import { type Seen, standingOf, today } from './readiness.ts';
import styles from './review.module.css';

/** Three numbers for go or no-go: what blocks, what was accepted, and what nobody knows. */
export function ReviewStrip({ view }: { view: Seen }) {
  const { blocking, accepted, nearest, expired, unverified, unverifiedRequired } = standingOf(view, today());
  const words = wizardWords.review;
  const acceptance = [
    ...(nearest === null ? [] : [words.nearest(nearest)]),
    ...(expired === 0 ? [] : [words.expired(expired)]),
  ];
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
        kind={expired > 0 ? 'warning' : accepted > 0 ? 'warning' : 'in place'}
        text={words.accepted(accepted)}
        under={[words.acceptedExplain, ...acceptance].join(', ')}
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
