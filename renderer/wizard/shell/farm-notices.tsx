import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import type { PageStanding } from '../../../core/model/form.ts';
import type { WizardPlace } from '../../navigation.ts';
import { Shape } from '../../parts/shape.tsx';
import styles from './notice.module.css';
import { StepShape } from './step-shape.tsx';
import { shellWords } from './words.ts';

interface Notices {
  view: FarmView;
  place: WizardPlace;
  /** What is waited for; a notice of its own tells it. */
  waiting: readonly WaitingView[];
}

/** What was noticed when the file was opened, and why this page stands as it does where its state asks for a reason. */
export function FarmNotices({ view, place, waiting }: Notices) {
  const told = [...(view.readOnly ? [shellWords.notices.readOnly] : []), ...view.notices];
  const standing = view.pages.find(({ page }) => page === place);
  return (
    <>
      {told.length === 0 ? null : (
        <section className={styles.notice} data-tone="warning" aria-label={shellWords.notices.label}>
          <Shape kind="warning" size={20} />
          <ul className={styles.text}>
            {told.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {standing === undefined || waiting.some(({ page }) => page === place) ? null : <Why standing={standing} />}
    </>
  );
}

function Why({ standing: { state, because } }: { standing: PageStanding }) {
  const heading = headingOf(state);
  if (heading === null || because.length === 0) return null;
  return (
    <section className={styles.notice} aria-label={heading}>
      <StepShape state={state} />
      <div className={styles.text}>
        <h2>{heading}</h2>
        {because.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  );
}

function headingOf(state: PageStanding['state']): string | null {
  switch (state) {
    case 'locked':
      return shellWords.frame.locked;
    case 'out of date':
      return shellWords.frame.outOfDate;
    case 'waiting for someone':
    case 'not needed':
      return shellWords.frame[state];
    default:
      return null;
  }
}
