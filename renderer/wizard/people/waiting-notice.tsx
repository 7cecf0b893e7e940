import { Button } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import { PageLink } from '../../frame/page-link.tsx';
import type { WizardPlace } from '../../navigation.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Folded } from '../../parts/folded.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { Shape } from '../../parts/shape.tsx';
import { dayAndClock } from '../../parts/time.ts';
import { usePaging } from '../../parts/use-paging.ts';
import notice from '../shell/notice.module.css';
import { ConsentChoice } from './consent-choice.tsx';
import styles from './people.module.css';
import { PeopleDocuments } from './people-documents.tsx';
import type { People } from './use-people.ts';
import { peopleWords } from './words.ts';

const ITEMS_AT_ONCE = 4;

/** Whom the farm waits for and for what, on every page; what this page is for stands on it in full. */
export function WaitingNotice({ view, people, place }: { view: FarmView; people: People; place: WizardPlace }) {
  const id = useId();
  const announce = useAnnounce();
  const { items, waits, goOn } = people;
  const who = [...new Set(items.map((item) => item.who))];
  const heading = items.length === 0 ? peopleWords.nothing : peopleWords.waiting(who, items.length);
  useEffect(() => {
    if (waits) announce.end(heading);
  }, [announce, waits, heading]);
  if (!waits && items.length === 0) return null;
  const here = items.filter(({ page }) => page === place).length;
  const elsewhere = items.filter(({ page }) => page !== place);
  return (
    <section className={notice.notice} aria-labelledby={id}>
      <Shape kind="waiting" size={20} />
      <div className={notice.text}>
        <h2 id={id}>{heading}</h2>
        {here === 0 ? null : <p>{peopleWords.here(here, items.length)}</p>}
        <ItemRows farm={view.id} items={elsewhere} />
        {waits && people.willProve && place !== 'verify' ? <FoldedConsent view={view} people={people} /> : null}
        {waits ? (
          <div className={notice.row}>
            <Button
              size="xs"
              variant={items.length === 0 ? 'filled' : 'default'}
              loading={goOn.busy}
              aria-describedby={`${id}-go-on`}
              onClick={() => goOn.start()}
            >
              {peopleWords.goOn}
            </Button>
            <span id={`${id}-go-on`} className={notice.soft}>
              {peopleWords.goOnExplain}
            </span>
          </div>
        ) : null}
        {goOn.failure === null ? null : <FailureNote failure={goOn.failure} />}
        {items.length === 0 ? null : <PeopleDocuments view={view} people={people} who={who} />}
      </div>
    </section>
  );
}

/** What the proof at the end may do; it stands open until audit entries are allowed, without which it proves little. */
function FoldedConsent({ view, people }: { view: FarmView; people: People }) {
  const { auditEntries } = people.consent;
  const [open] = useState(!auditEntries);
  const { heading, allowed, notAllowed } = peopleWords.consent;
  if (view.disturbable) return null;
  return (
    <Folded open={open} summary={heading} aside={auditEntries ? allowed : notAllowed}>
      <ConsentChoice view={view} people={people} />
    </Folded>
  );
}

function ItemRows({ farm, items }: { farm: string; items: readonly WaitingView[] }) {
  const paging = usePaging(items.length, ITEMS_AT_ONCE);
  if (items.length === 0) return null;
  return (
    <>
      <ul className={styles.rows}>
        {items.slice(paging.first, paging.end).map(({ id, title, who, host, since, page }) => (
          <li key={id}>
            <PageLink to={{ page: 'farm', id: farm, wizardPage: page }}>{title}</PageLink>{' '}
            <span className={styles.soft}>
              {who}, {peopleWords.on(host)}, {peopleWords.since(dayAndClock(since))},{' '}
              {peopleWords.onPage(PAGE_NAMES[page])}
            </span>
          </li>
        ))}
      </ul>
      <PageTurner paging={paging} what={peopleWords.items} />
    </>
  );
}
