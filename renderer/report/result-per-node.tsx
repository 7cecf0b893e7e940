import { useMemo } from 'react';
import { ownerOf } from '../../core/client-ip/address-owner.ts';
import type { Farm } from '../../core/model/farm.ts';
import type { Result } from '../../core/model/result.ts';
import { farmWords } from '../farm/words.ts';
import { Address } from '../parts/address.tsx';
import { PageTurner } from '../parts/page-turner.tsx';
import { Section } from '../parts/section.tsx';
import { shapeOfVerdict } from '../parts/shape.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Table } from '../parts/table.tsx';
import { usePaging } from '../parts/use-paging.ts';
import { partWords } from '../parts/words.ts';
import { type NodeRow, nodeRows } from './read-result.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

const ROWS_AT_ONCE = 25;

/** Every path through the farm, and whether the audit record holds the client's address. */
export function ResultPerNode({
  result,
  farm,
  titleOf,
}: {
  result: Result;
  farm: Farm | null;
  titleOf: (service: string) => string;
}) {
  const rows = useMemo(() => nodeRows(result), [result]);
  const paging = usePaging(rows.length, ROWS_AT_ONCE);
  const visible = rows.slice(paging.first, paging.end);
  const { service, node, sentFrom, audited, equal, forged } = reportWords;
  return (
    <Section heading={reportWords.perNode} aside={reportWords.perNodeExplain}>
      {rows.length === 0 ? <p>{reportWords.perNodeNone}</p> : null}
      <Table
        caption={reportWords.perNodeCaption}
        columns={[service, node, sentFrom, audited, equal, forged]}
        rowCount={rows.length + 1}
      >
        {visible.map((row, index) => (
          <Row
            key={`${row.proof.service} ${row.proof.node}`}
            row={row}
            at={paging.first + index + 2}
            farm={farm}
            title={titleOf(row.proof.service)}
          />
        ))}
      </Table>
      <PageTurner paging={paging} what={partWords.paging.paths} />
    </Section>
  );
}

interface OneWay {
  row: NodeRow;
  /** Its place in the whole table. */
  at: number;
  farm: Farm | null;
  title: string;
}

function Row({ row: { proof, forged }, at, farm, title }: OneWay) {
  const good = proof.verdict === 'pass' || proof.verdict === 'warning';
  return (
    <tr aria-rowindex={at}>
      <th scope="row">{title}</th>
      <td data-label={reportWords.node}>{proof.node}</td>
      <td data-label={reportWords.sentFrom}>
        <Address>{proof.sentFrom}</Address>
      </td>
      <td data-label={reportWords.audited}>
        {proof.audited === null ? (
          <span className={styles.soft}>{reportWords.recordedAs(proof.verdict)}</span>
        ) : (
          <>
            <Address tone={good ? 'good' : 'bad'}>{proof.audited}</Address>{' '}
            {good ? null : <span className={styles.soft}>{farmWords.owner(ownerOf(farm, proof.audited))}</span>}
          </>
        )}
      </td>
      <td data-label={reportWords.equal}>
        <StateWord kind={shapeOfVerdict(proof.verdict)}>
          {reportWords.equalAs(proof.verdict, partWords.verdict[proof.verdict])}
        </StateWord>
      </td>
      <td data-label={reportWords.forged}>
        <StateWord kind={forgedShape(forged)}>{forgedText(forged)}</StateWord>
      </td>
    </tr>
  );
}

function forgedShape(forged: NodeRow['forged']) {
  if (forged === null || forged.of === 0) return 'dash';
  const { harmless, of, unknown } = forged;
  if (harmless === of) return 'pass';
  return harmless + unknown === of ? 'unknown' : 'fail';
}

function forgedText(forged: NodeRow['forged']): string {
  if (forged === null) return reportWords.forgedUnasked;
  const { harmless, of } = forged;
  return of === 0 ? reportWords.forgedNone : reportWords.forgedCount(harmless, of);
}
