import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

/** A table with its caption for those who listen, and column names. On a narrow page its rows become cards. */
export function Table({ caption, columns, children }: { caption: string; columns: string[]; children: ReactNode }) {
  return (
    <div className={styles.scroll}>
      <table className={classNames(styles.table, styles.stack)}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
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
