import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Farm } from '../../core/model/farm.ts';
import type { Result } from '../../core/model/result.ts';
import { WithAddresses } from '../parts/with-addresses.tsx';
import { wrongAddress } from './address-evidence.ts';
import { EvidenceList } from './evidence-list.tsx';
import { nextThings } from './read-result.ts';
import { walkWords } from './walk-words.ts';
import styles from './why.module.css';

/** The code with the application's rules is loaded only when somebody asks why. */
const HeaderWalkView = lazy(async () => ({ default: (await import('./header-walk-view.tsx')).HeaderWalkView }));

const SHOWN_SYMPTOMS = 3;

/** The explanation of a verdict: the header walk if an address was wrong, else what was seen. */
export function Why({ result, farm }: { result: Result; farm: Farm | null }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const wrong = wrongAddress(result);
  const [first] = nextThings(result);
  return (
    <section className={styles.why} aria-labelledby="why">
      <h2 id="why" ref={heading} tabIndex={-1}>
        {wrong === null ? walkWords.evidenceHeading : walkWords.heading}
      </h2>
      {wrong !== null ? (
        <Suspense fallback={<p>{walkWords.computing}</p>}>
          <HeaderWalkView evidence={wrong.evidence} farm={farm} />
        </Suspense>
      ) : (
        first?.symptoms.slice(0, SHOWN_SYMPTOMS).map((outcome) => (
          <div key={`${outcome.id} ${outcome.subject.node} ${outcome.subject.service}`} className={styles.symptom}>
            <h3>
              <WithAddresses>{outcome.cause ?? outcome.title}</WithAddresses>
            </h3>
            <EvidenceList evidence={outcome.evidence} />
          </div>
        ))
      )}
    </section>
  );
}
