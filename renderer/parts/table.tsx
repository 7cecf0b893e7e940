import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

interface TableContent {
  caption: string;
  columns: string[];
  /** A long table scrolls within its own bounds; it can be reached by key for that. */
  tall?: boolean;
  /** Rows of the whole table, column names included, where only a part of them stands here; each row has its `aria-rowindex`. */
  rowCount?: number;
  children: ReactNode;
}

/** A table with its caption for those who listen, and column names. On a narrow page its rows become cards. */
export function Table({ caption, columns, tall = false, rowCount, children }: TableContent) {
  const table = (
    <table className={classNames(styles.table, styles.stack)} aria-rowcount={rowCount}>
      <caption>{caption}</caption>
      <thead>
        <tr aria-rowindex={rowCount === undefined ? undefined : 1}>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
  if (!tall) return <div className={styles.scroll}>{table}</div>;
  return (
    <section
      className={classNames(styles.scroll, styles.tall)}
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
    >
      {table}
    </section>
  );
}

/** What stands smaller beside the value of a cell. */
export function Beside({ children }: { children: ReactNode }) {
  return <span className={styles.beside}>{children}</span>;
}

/** What stands smaller under the value of a cell. */
export function Under({ children }: { children: ReactNode }) {
  return <span className={styles.soft}>{children}</span>;
}
