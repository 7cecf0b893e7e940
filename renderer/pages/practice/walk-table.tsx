import type { ReactNode } from 'react';
import { ownerOf } from '../../../core/client-ip/address-owner.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table, Under } from '../../parts/table.tsx';
import type { AddressEvidence } from '../../practice/address-evidence.ts';
import type { Decision, HeaderWalk } from '../../practice/header-walk.ts';
import { words } from '../../words.ts';
import styles from './header-walk.module.css';

interface Walked {
  walk: HeaderWalk;
  evidence: AddressEvidence;
  farm: Farm | null;
}

/** What arrives, what the application will believe, what it should believe: row by row from the connection on. */
export function WalkTable({ walk, evidence, farm }: Walked) {
  const who = (address: string | null) => words.owner(ownerOf(farm, address));
  return (
    <div className={styles.walk}>
      <Table
        caption={words.walk.caption}
        columns={[words.walk.from, words.walk.arrives, words.walk.believes, words.walk.should]}
      >
        <Row
          head={words.walk.connection}
          arrives={<Named address={evidence.peer} who={who(evidence.peer)} />}
          believes={words.walk.startsHere}
          should={words.walk.startsHere}
        />
        {walk.rows.map(({ entry, place, presentedBy, believes, should }, index) => {
          const parts = index === walk.parting;
          return (
            <Row
              key={place}
              head={words.walk.entryNumber(index + 1)}
              marked={parts ? (walk.arrivesWrong ? words.walk.wrongHere : words.walk.parts) : null}
              arrives={
                <>
                  <Named address={entry} who={who(entry)} />
                  {presentedBy === null ? null : <Under>{words.walk.presentedBy(presentedBy, who(presentedBy))}</Under>}
                </>
              }
              believes={believes === null ? words.walk.notKnown : <Decided decision={believes} />}
              should={
                parts && walk.arrivesWrong ? words.walk.shouldHold(evidence.sentFrom) : <Decided decision={should} />
              }
            />
          );
        })}
        {walk.rows.length === 0 ? (
          <Row
            head={words.walk.entryNumber(1)}
            marked={words.walk.missing}
            arrives={words.walk.noHeader}
            believes={words.walk.nothingToRead}
            should={words.walk.shouldHold(evidence.sentFrom)}
          />
        ) : null}
        <Row
          head={words.walk.outcome}
          arrives=""
          last
          believes={<Named address={evidence.audited} who={who(evidence.audited)} tone="bad" />}
          should={<Named address={evidence.sentFrom} who={who(evidence.sentFrom)} tone="good" />}
        />
      </Table>
    </div>
  );
}

interface RowContent {
  head: string;
  arrives: ReactNode;
  believes: ReactNode;
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
      <td data-label={words.walk.arrives}>{arrives}</td>
      <td data-label={words.walk.believes}>{believes}</td>
      <td data-label={words.walk.should}>{should}</td>
    </tr>
  );
}

function Named({ address, who, tone }: { address: string | null; who: string; tone?: 'good' | 'bad' }) {
  if (address === null) return words.report.nothingRecorded;
  return (
    <>
      <Address {...(tone === undefined ? {} : { tone })}>{address}</Address> <span className={styles.who}>{who}</span>
    </>
  );
}

function Decided({ decision }: { decision: Decision }) {
  if (decision.kind !== 'accepted') return <StateWord kind="dash">{words.walk.decision(decision)}</StateWord>;
  return <StateWord kind="pass">{words.walk.decision(decision)}</StateWord>;
}
