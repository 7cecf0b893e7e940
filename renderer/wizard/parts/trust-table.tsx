import { ownerOf } from '../../../core/client-ip/address-owner.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Beside, Table, Under } from '../../parts/table.tsx';
import type { Decision } from '../../practice/header-walk.ts';
import { words } from '../../words.ts';
import { wizardWords } from '../../words-wizard.ts';
import type { Thought } from './trust-request.ts';
import styles from './trust-sum.module.css';

/** What arrives, what the application will believe, what it should believe: from the connection towards the client. */
export function TrustTable({ thought: { walk, evidence, taken, right }, farm }: { thought: Thought; farm: Farm }) {
  const { from, arrives, believes, should, connection, startsHere, entryNumber, presentedBy } = words.walk;
  const who = (address: string | null) => words.owner(ownerOf(farm, address));
  return (
    <Table caption={wizardWords.trust.caption} columns={[from, arrives, believes, should]}>
      <tr>
        <th scope="row">{connection}</th>
        <td data-label={arrives}>
          <Named address={evidence.peer} who={who(evidence.peer)} />
        </td>
        <td data-label={believes}>{startsHere}</td>
        <td data-label={should}>{startsHere}</td>
      </tr>
      {walk.rows.map((row, index) => {
        const parts = index === walk.parting;
        return (
          <tr key={row.place} className={styles.row} data-marked={parts || undefined}>
            <th scope="row">
              {entryNumber(index + 1)}
              {parts ? (
                <Under>
                  <StateWord kind="fail">{walk.arrivesWrong ? words.walk.wrongHere : words.walk.parts}</StateWord>
                </Under>
              ) : null}
            </th>
            <td data-label={arrives}>
              <Named address={row.entry} who={who(row.entry)} />
              {row.presentedBy === null ? null : <Under>{presentedBy(row.presentedBy, who(row.presentedBy))}</Under>}
            </td>
            <td data-label={believes}>
              {row.believes === null ? words.walk.notKnown : <Decided decision={row.believes} />}
            </td>
            <td data-label={should}>
              {parts && walk.arrivesWrong ? (
                words.walk.shouldHold(evidence.sentFrom)
              ) : (
                <Decided decision={row.should} />
              )}
            </td>
          </tr>
        );
      })}
      {walk.rows.length === 0 ? (
        <tr className={styles.row} data-marked>
          <th scope="row">{entryNumber(1)}</th>
          <td data-label={arrives}>{words.walk.noHeader}</td>
          <td data-label={believes}>{words.walk.nothingToRead}</td>
          <td data-label={should}>{words.walk.shouldHold(evidence.sentFrom)}</td>
        </tr>
      ) : null}
      <tr className={styles.row} data-last>
        <th scope="row">{wizardWords.trust.outcome}</th>
        <td />
        <td data-label={believes}>
          <Named address={taken} who={who(taken)} tone={right ? 'good' : 'bad'} />
        </td>
        <td data-label={should}>
          <Named address={evidence.sentFrom} who={who(evidence.sentFrom)} tone="good" />{' '}
          <StateWord kind={right ? 'pass' : 'fail'}>
            {right ? wizardWords.trust.right : wizardWords.trust.wrong}
          </StateWord>
        </td>
      </tr>
    </Table>
  );
}

function Named({ address, who, tone }: { address: string | null; who: string; tone?: 'good' | 'bad' }) {
  if (address === null) return words.report.nothingRecorded;
  return (
    <>
      <Address {...(tone === undefined ? {} : { tone })}>{address}</Address> <Beside>{who}</Beside>
    </>
  );
}

function Decided({ decision }: { decision: Decision }) {
  return <StateWord kind={decision.kind === 'accepted' ? 'pass' : 'dash'}>{words.walk.decision(decision)}</StateWord>;
}
