import type { ReactNode } from 'react';
import { ownerOf } from '../../core/client-ip/address-owner.ts';
import type { Farm } from '../../core/model/farm.ts';
import { farmWords } from '../farm/words.ts';
import { Address } from '../parts/address.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Table, Under } from '../parts/table.tsx';
import type { AddressEvidence } from './address-evidence.ts';
import styles from './header-walk.module.css';
import type { Decision, HeaderWalk } from './header-walk.ts';
import { walkWords } from './walk-words.ts';
import { reportWords } from './words.ts';

interface Walked {
  walk: HeaderWalk;
  evidence: AddressEvidence;
  farm: Farm | null;
  /** Whether the recorded address is the one the request was sent from. */
  right?: boolean;
  /** Whether a setting in force was read: without one only the planned setting is shown. */
  inForce?: boolean;
}

/** How the header is read with the setting in force and with the planned one: row by row, from the connection on. */
export function WalkTable({ walk, evidence, farm, right = false, inForce = true }: Walked) {
  const who = (address: string | null) => farmWords.owner(ownerOf(farm, address));
  const recorded = <Named address={evidence.audited} who={who(evidence.audited)} tone={right ? 'good' : 'bad'} />;
  const expected = <Named address={evidence.sentFrom} who={who(evidence.sentFrom)} tone="good" />;
  return (
    <div className={styles.walk}>
      <Table
        caption={walkWords.caption}
        columns={[walkWords.from, walkWords.arrives, ...(inForce ? [walkWords.believes] : []), walkWords.should]}
      >
        <Row
          head={walkWords.connection}
          arrives={<Named address={evidence.peer} who={who(evidence.peer)} />}
          believes={inForce ? walkWords.startsHere : null}
          should={walkWords.startsHere}
        />
        {walk.rows.map(({ entry, place, presentedBy, believes, should }, index) => {
          const parts = index === walk.parting;
          return (
            <Row
              key={place}
              head={walkWords.entryNumber(index + 1)}
              marked={parts ? (walk.arrivesWrong ? walkWords.wrongHere : walkWords.parts) : null}
              arrives={
                <>
                  <Named address={entry} who={who(entry)} />
                  {presentedBy === null ? null : <Under>{walkWords.presentedBy(presentedBy, who(presentedBy))}</Under>}
                </>
              }
              believes={inForce ? believes === null ? walkWords.notKnown : <Decided decision={believes} /> : null}
              should={
                parts && walk.arrivesWrong ? walkWords.shouldHold(evidence.sentFrom) : <Decided decision={should} />
              }
            />
          );
        })}
        {walk.rows.length === 0 ? (
          <Row
            head={walkWords.entryNumber(1)}
            marked={walkWords.missing}
            arrives={walkWords.noHeader}
            believes={inForce ? walkWords.nothingToRead : null}
            should={walkWords.shouldHold(evidence.sentFrom)}
          />
        ) : null}
        <Row
          head={walkWords.outcome}
          arrives=""
          last
          believes={inForce ? recorded : null}
          should={inForce ? expected : recorded}
        />
      </Table>
    </div>
  );
}

interface RowContent {
  head: string;
  arrives: ReactNode;
  /** Null where no setting in force was read. */
  believes: ReactNode | null;
  should: ReactNode;
  /** Why this row is marked, or null. */
  marked?: string | null;
  last?: boolean;
}

function Row({ head, arrives, believes, should, marked = null, last = false }: RowContent) {
  return (
    <tr className={styles.row} data-marked={marked === null ? undefined : true} data-last={last || undefined}>
      <th scope="row">
        {head}
        {marked === null ? null : (
          <span className={styles.parts}>
            <StateWord kind="fail">{marked}</StateWord>
          </span>
        )}
      </th>
      <td data-label={walkWords.arrives}>{arrives}</td>
      {believes === null ? null : <td data-label={walkWords.believes}>{believes}</td>}
      <td data-label={walkWords.should}>{should}</td>
    </tr>
  );
}

function Named({ address, who, tone }: { address: string | null; who: string; tone?: 'good' | 'bad' }) {
  if (address === null) return reportWords.nothingRecorded;
  return (
    <>
      <Address {...(tone === undefined ? {} : { tone })}>{address}</Address> <span className={styles.who}>{who}</span>
    </>
  );
}

function Decided({ decision }: { decision: Decision }) {
  if (decision.kind !== 'accepted') return <StateWord kind="dash">{walkWords.decision(decision)}</StateWord>;
  return <StateWord kind="pass">{walkWords.decision(decision)}</StateWord>;
}
