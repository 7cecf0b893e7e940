import { isGood } from '../../core/model/good-verdict.ts';
import type { Result } from '../../core/model/result.ts';
import { Address } from '../parts/address.tsx';
import { Folded } from '../parts/folded.tsx';
import { PageTurner } from '../parts/page-turner.tsx';
import { Section } from '../parts/section.tsx';
import { Shape } from '../parts/shape.tsx';
import { StateWord, VerdictWord } from '../parts/state-word.tsx';
import { Table } from '../parts/table.tsx';
import { usePaging } from '../parts/use-paging.ts';
import { partWords } from '../parts/words.ts';
import { type SameFact, sameFacts } from './read-result.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

const NODES_AT_ONCE = 25;

/** The differences between nodes, or a sentence that there are none. */
export function Differences({ result }: { result: Result }) {
  const facts = sameFacts(result);
  const equal = facts.filter(({ outcome }) => isGood(outcome.verdict));
  const open = facts.filter(({ outcome }) => !isGood(outcome.verdict));
  return (
    <Section heading={reportWords.sameHeading}>
      {facts.length === 0 ? <p>{reportWords.sameNone}</p> : null}
      {open.map((fact) => (
        <div key={fact.outcome.id} className={styles.fact}>
          <h3>
            {fact.title} <VerdictWord verdict={fact.outcome.verdict} />
          </h3>
          <p>{fact.outcome.cause}</p>
          {fact.values.some(({ differs }) => differs) ? <FactTable fact={fact} /> : null}
        </div>
      ))}
      {equal.length === 0 ? null : (
        <Folded
          summary={
            <>
              <Shape kind="pass" size={16} /> {reportWords.sameEqual(equal.length, result.nodes.length)}
            </>
          }
          aside={reportWords.sameShow}
        >
          {equal.map((fact) => (
            <div key={fact.outcome.id} className={styles.equal}>
              <span>{fact.title}</span>
              <Address>{fact.values[0]?.value ?? reportWords.sameUnread}</Address>
            </div>
          ))}
        </Folded>
      )}
    </Section>
  );
}

function FactTable({ fact }: { fact: SameFact }) {
  const rows = [...fact.values].sort((one, other) => Number(other.differs) - Number(one.differs));
  const paging = usePaging(rows.length, NODES_AT_ONCE);
  return (
    <>
      <Table
        caption={`${fact.title}. ${reportWords.sameCaption}`}
        columns={[reportWords.node, reportWords.sameValue]}
        rowCount={rows.length + 1}
      >
        {rows.slice(paging.first, paging.end).map(({ node, value, differs }, index) => (
          <tr key={node} aria-rowindex={paging.first + index + 2}>
            <th scope="row">{node}</th>
            <td>
              {value === null ? reportWords.sameUnread : <Address>{value}</Address>}{' '}
              {differs ? <StateWord kind="fail">{reportWords.sameDiffers}</StateWord> : null}
            </td>
          </tr>
        ))}
      </Table>
      <PageTurner paging={paging} what={partWords.paging.nodes} />
    </>
  );
}
