import { useMemo } from 'react';
import { ownerOf } from '../../../core/client-ip/address-owner.ts';
import type { Farm } from '../../../core/model/farm.ts';
import type { Result } from '../../../core/model/result.ts';
import { Address } from '../../parts/address.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { Section } from '../../parts/section.tsx';
import { shapeOfVerdict } from '../../parts/shape.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { usePaging } from '../../parts/use-paging.ts';
import { type PromiseRow, promiseRows } from '../../practice/report.ts';
import { words } from '../../words.ts';
import styles from './report.module.css';

const ROWS_AT_ONCE = 25;

/** The promise: every way through the farm, and whether the audit record holds the client's address. */
export function PromiseTable({
  result,
  farm,
  titleOf,
}: {
  result: Result;
  farm: Farm | null;
  titleOf: (service: string) => string;
}) {
  const rows = useMemo(() => promiseRows(result), [result]);
  const paging = usePaging(rows.length, ROWS_AT_ONCE);
  const visible = rows.slice(paging.first, paging.end);
  const { service, node, sentFrom, audited, equal, forged } = words.report;
  return (
    <Section heading={words.report.promise} aside={words.report.promiseExplain}>
      <Table
        caption={words.report.promiseCaption}
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
      <PageTurner paging={paging} what={words.paging.ways} />
    </Section>
  );
}

interface OneWay {
  row: PromiseRow;
  /** Its place in the whole table. */
  at: number;
  farm: Farm | null;
  title: string;
}

function Row({ row: { proof, forged }, at, farm, title }: OneWay) {
  const good = proof.verdict === 'pass';
  return (
    <tr aria-rowindex={at}>
      <th scope="row">{title}</th>
      <td data-label={words.report.node}>{proof.node}</td>
      <td data-label={words.report.sentFrom}>
        <Address>{proof.sentFrom}</Address>
      </td>
      <td data-label={words.report.audited}>
        {proof.audited === null ? (
          <span className={styles.soft}>{words.report.recordedAs(proof.verdict)}</span>
        ) : (
          <>
            <Address tone={good ? 'good' : 'bad'}>{proof.audited}</Address>{' '}
            {good ? null : <span className={styles.soft}>{words.owner(ownerOf(farm, proof.audited))}</span>}
          </>
        )}
      </td>
      <td data-label={words.report.equal}>
        <StateWord kind={shapeOfVerdict(proof.verdict)}>{words.report.equalAs(proof.verdict)}</StateWord>
      </td>
      <td data-label={words.report.forged}>
        <StateWord kind={forgedShape(forged)}>{forgedText(forged)}</StateWord>
      </td>
    </tr>
  );
}

function forgedShape(forged: PromiseRow['forged']) {
  if (forged === null || forged.of === 0) return 'dash';
  const { harmless, of, unknown } = forged;
  if (harmless === of) return 'pass';
  return harmless + unknown === of ? 'unknown' : 'fail';
}

function forgedText(forged: PromiseRow['forged']): string {
  if (forged === null) return words.report.forgedUnasked;
  const { harmless, of } = forged;
  return of === 0 ? words.report.forgedNone : words.report.forgedCount(harmless, of);
}
