import type { NamesRead } from '../../../core/api/farm-contract.ts';
import { Address } from '../../parts/address.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { usePaging } from '../../parts/use-paging.ts';
import { partWords } from '../../parts/words.ts';
import styles from './names-editor.module.css';
import { formWords } from './words.ts';

const LINES_AT_ONCE = 25;

interface Result {
  /** Null before anything was read. */
  read: NamesRead | null;
  /** The names that are answered now. */
  names: readonly string[];
  busy: boolean;
}

/** What was understood of a list of names, what could not be, and what stands there twice. */
export function NamesResult({ read, names, busy }: Result) {
  const understood = read?.names ?? names;
  if (busy) return <p className={styles.hint}>{formWords.names.reading}</p>;
  return (
    <div className={styles.result}>
      {understood.length === 0 ? (
        <p className={styles.hint}>{formWords.names.empty}</p>
      ) : (
        <p>
          <StateWord kind="in place">{formWords.names.read(understood.length)}</StateWord>{' '}
          <Address>{formWords.names.sample(understood)}</Address>
        </p>
      )}
      {read === null || read.problems.length === 0 ? null : (
        <>
          <p>
            <StateWord kind="fail">{formWords.names.problems(read.problems.length)}</StateWord>{' '}
            {formWords.names.problemsKept}
          </p>
          <Lines lines={read.problems} caption={formWords.names.problemsCaption} />
        </>
      )}
      {read === null || read.notes.length === 0 ? null : (
        <>
          <p>{formWords.names.notes(read.notes.length)}</p>
          <Lines lines={read.notes} caption={formWords.names.notesCaption} />
        </>
      )}
    </div>
  );
}

function Lines({ lines, caption }: { lines: NamesRead['problems']; caption: string }) {
  const paging = usePaging(lines.length, LINES_AT_ONCE);
  const { names } = formWords;
  // The first row is the heading's. One line can say the same twice.
  const numbered = lines.map((told, index) => ({ ...told, row: index + 2 }));
  return (
    <>
      <Table caption={caption} columns={[names.line, names.text, names.why]} rowCount={lines.length + 1}>
        {numbered.slice(paging.first, paging.end).map(({ line, text, message, row }) => (
          <tr key={row} aria-rowindex={row}>
            <th scope="row">{line}</th>
            <td data-label={names.text}>
              <Address>{text}</Address>
            </td>
            <td data-label={names.why}>{message}</td>
          </tr>
        ))}
      </Table>
      <PageTurner paging={paging} what={partWords.paging.lines} />
    </>
  );
}
