import { useRef } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { Folded } from '../../parts/folded.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import record from '../../parts/record.module.css';
import { Section } from '../../parts/section.tsx';
import { dayAndClock } from '../../parts/time.ts';
import { HandInForm } from './hand-in-form.tsx';
import { Instructions } from './instructions.tsx';
import styles from './people.module.css';
import { type People, waitersOn } from './use-people.ts';
import { peopleWords } from './words.ts';

/** What people are asked for on one page: how it is done, and where it is handed in. Nothing where that is nothing. */
export function HandInList({ view, page, people }: { view: FarmView; page: Page; people: People }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const items = people.items.filter((item) => item.page === page);
  const [first] = items;
  if (first === undefined) return null;
  return (
    <Section heading={peopleWords.heading} headingRef={heading} aside={peopleWords.waitingFor(waitersOn(items, page))}>
      <PagedList ordered items={items} what={peopleWords.items}>
        {(item) => (
          <li key={item.id} className={record.record}>
            <Folded
              late
              open={item === first}
              // The next one opens when the first is handed in.
              key={item === first ? 'first' : 'other'}
              summary={item.title}
              aside={`${item.who}, ${peopleWords.on(item.host)}, ${peopleWords.since(dayAndClock(item.since))}`}
            >
              <div className={styles.item}>
                <Reported reported={item.reported} />
                <Instructions farm={view.id} item={item} />
                {view.readOnly ? null : (
                  <HandInForm view={view} item={item} people={people} onDone={() => heading.current?.focus()} />
                )}
              </div>
            </Folded>
          </li>
        )}
      </PagedList>
    </Section>
  );
}

/** What was handed in before, and did not end the wait. */
function Reported({ reported }: Pick<WaitingView, 'reported'>) {
  if (reported === null) return null;
  const { who, at, text, outOfDate } = reported;
  const words = peopleWords.reported;
  return (
    <div className={styles.reported}>
      <p className={record.title}>{(outOfDate ? words.outOfDate : words.failed)(who, dayAndClock(at))}</p>
      {outOfDate ? <p>{words.again}</p> : null}
      {text.trim() === '' ? <p className={styles.soft}>{words.noText}</p> : <pre>{text}</pre>}
    </div>
  );
}
