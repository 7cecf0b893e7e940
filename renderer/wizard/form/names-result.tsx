import type { NamesRead } from '../../../core/api/farm-contract.ts';
import { Address } from '../../parts/address.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { usePaging } from '../../parts/use-paging.ts';
import { words } from '../../words.ts';
import { wizardWords } from '../../words-wizard.ts';
import styles from './names-editor.module.css';

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
  if (busy) return <p className={styles.hint}>{wizardWords.form.namesReading}</p>;
  return (
    <div className={styles.result}>
      {understood.length === 0 ? (
        <p className={styles.hint}>{wizardWords.form.namesEmpty}</p>
      ) : (
        <p>
          <StateWord kind="in place">{wizardWords.form.namesRead(understood.length)}</StateWord>{' '}
          <Address>{wizardWords.form.namesSample(understood)}</Address>
        </p>
      )}
      {read === null || read.problems.length === 0 ? null : (
        <>
          <p>
            <StateWord kind="fail">{wizardWords.form.namesProblems(read.problems.length)}</StateWord>{' '}
            {wizardWords.form.namesProblemsKept}
          </p>
          <Lines lines={read.problems} caption={wizardWords.form.namesCaption} />
        </>
      )}
      {read === null || read.notes.length === 0 ? null : (
        <>
          <p>{wizardWords.form.namesNotes(read.notes.length)}</p>
          <Lines lines={read.notes} caption={wizardWords.form.namesNotesCaption} />
        </>
      )}
    </div>
  );
}

function Lines({ lines, caption }: { lines: NamesRead['problems']; caption: string }) {
  const paging = usePaging(lines.length, LINES_AT_ONCE);
  const { namesLine, namesText, namesWhy } = wizardWords.form;
  // The first row is the heading's. One line can say the same twice.
  const numbered = lines.map((told, index) => ({ ...told, row: index + 2 }));
  return (
    <>
      <Table caption={caption} columns={[namesLine, namesText, namesWhy]} rowCount={lines.length + 1}>
        {numbered.slice(paging.first, paging.end).map(({ line, text, message, row }) => (
          <tr key={row} aria-rowindex={row}>
            <th scope="row">{line}</th>
            <td data-label={namesText}>
              <Address>{text}</Address>
            </td>
            <td data-label={namesWhy}>{message}</td>
          </tr>
        ))}
      </Table>
      <PageTurner paging={paging} what={words.paging.lines} />
    </>
  );
}
