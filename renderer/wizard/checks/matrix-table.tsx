import { memo, useRef } from 'react';
import { Address } from '../../parts/address.tsx';
import hidden from '../../parts/hidden.module.css';
import record from '../../parts/record.module.css';
import { StateWord } from '../../parts/state-word.tsx';
import { reportWords } from '../../report/words.ts';
import { useColumnWindow } from './column-window.ts';
import type { FactRow } from './fact-table.ts';
import styles from './node-consistency.module.css';
import { consistencyWords } from './words.ts';

/** With more nodes only the columns in sight are drawn. */
const MOST_COLUMNS = 60;
const COLUMN_PX = 152;
const HEAD_PX = 224;
/** A fingerprint is told from another one by its ends; the whole of it can be copied. */
const LONGEST = 22;
const END = 9;

interface Matrix {
  rows: readonly FactRow[];
  nodes: readonly string[];
}

/** Facts down, nodes across, in a region that scrolls and is reached by key. */
export function MatrixTable({ rows, nodes }: Matrix) {
  const region = useRef<HTMLElement>(null);
  const all = nodes.length <= MOST_COLUMNS;
  const { start, end, firstSeen, lastSeen } = useColumnWindow(region, {
    columns: nodes.length,
    width: COLUMN_PX,
    head: HEAD_PX,
    all,
  });
  const drawn = nodes.slice(start, end);
  const before = start * COLUMN_PX;
  const after = (nodes.length - end) * COLUMN_PX;
  return (
    <>
      <section
        ref={region}
        className={styles.region}
        aria-label={consistencyWords.region}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0}
      >
        <table
          className={styles.matrix}
          style={{ width: HEAD_PX + nodes.length * COLUMN_PX }}
          aria-colcount={nodes.length + 1}
        >
          <caption className={hidden.hidden}>{consistencyWords.caption}</caption>
          <colgroup>
            <col style={{ width: HEAD_PX }} />
            {before === 0 ? null : <col style={{ width: before }} />}
            {drawn.map((node) => (
              <col key={node} style={{ width: COLUMN_PX }} />
            ))}
            {after === 0 ? null : <col style={{ width: after }} />}
          </colgroup>
          <thead>
            <tr>
              <th scope="col" aria-colindex={1}>
                {consistencyWords.fact}
              </th>
              {before === 0 ? null : <td aria-hidden="true" />}
              {drawn.map((node, index) => (
                <th key={node} scope="col" aria-colindex={start + index + 2}>
                  {node}
                </th>
              ))}
              {after === 0 ? null : <td aria-hidden="true" />}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-differs={!row.equal || undefined}>
                <th scope="row" aria-colindex={1}>
                  {row.title}
                </th>
                {before === 0 ? null : <td aria-hidden="true" />}
                {drawn.map((node, index) => (
                  <Cell key={node} place={start + index + 2} cell={row.values.get(node)} />
                ))}
                {after === 0 ? null : <td aria-hidden="true" />}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {all ? null : <p className={record.soft}>{consistencyWords.shown(firstSeen + 1, lastSeen + 1, nodes.length)}</p>}
    </>
  );
}

interface CellContent {
  place: number;
  cell: { value: string | null; differs: boolean } | undefined;
}

const Cell = memo(function Cell({ place, cell }: CellContent) {
  const value = cell?.value ?? null;
  return (
    <td aria-colindex={place} data-differs={cell?.differs || undefined}>
      {value === null ? (
        <StateWord kind="unknown">{reportWords.sameUnread}</StateWord>
      ) : (
        <Address>{short(value)}</Address>
      )}
      {cell?.differs ? (
        <span className={styles.differs}>
          <StateWord kind="fail">{reportWords.sameDiffers}</StateWord>
        </span>
      ) : null}
    </td>
  );
});

function short(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, END)}…${value.slice(-END)}`;
}
