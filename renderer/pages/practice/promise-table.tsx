import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Farm } from '../../../core/model/farm.ts';
import type { Result } from '../../../core/model/result.ts';
import { Address } from '../../parts/address.tsx';
import { Section } from '../../parts/section.tsx';
import { shapeOfVerdict } from '../../parts/shape.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { ownerOf } from '../../practice/address-evidence.ts';
import { type PromiseRow, promiseRows } from '../../practice/report.ts';
import { words } from '../../words.ts';
import styles from './report.module.css';

const ROWS_AT_ONCE = 12;

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
  const [all, setAll] = useState(false);
  const rows = promiseRows(result);
  const visible = all ? rows : rows.slice(0, ROWS_AT_ONCE);
  const { service, node, sentFrom, audited, equal, forged } = words.report;
  return (
    <Section heading={words.report.promise} aside={words.report.promiseExplain}>
      <Table caption={words.report.promiseCaption} columns={[service, node, sentFrom, audited, equal, forged]}>
        {visible.map((row) => (
          <Row
            key={`${row.proof.service} ${row.proof.node}`}
            row={row}
            farm={farm}
            title={titleOf(row.proof.service)}
          />
        ))}
      </Table>
      {rows.length > visible.length ? (
        <Button className={`${styles.more}`} variant="default" size="xs" onClick={() => setAll(true)}>
          {words.report.moreRows(rows.length - visible.length)}
        </Button>
      ) : null}
    </Section>
  );
}

function Row({ row: { proof, forged }, farm, title }: { row: PromiseRow; farm: Farm | null; title: string }) {
  const good = proof.verdict === 'pass';
  return (
    <tr>
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

function forgedShape({ harmless, of, unknown }: PromiseRow['forged']) {
  if (of === 0) return 'dash';
  if (harmless === of) return 'pass';
  return harmless + unknown === of ? 'unknown' : 'fail';
}

function forgedText({ harmless, of }: PromiseRow['forged']): string {
  return of === 0 ? words.report.forgedNone : words.report.forgedCount(harmless, of);
}
