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

/** What was understood of a list of names, and the lines that could not be. */
export function NamesResult({ read, names, busy }: Result) {
  const understood = read?.names ?? names;
  const [first, last] = [understood[0], understood.at(-1)];
  if (busy) return <p className={styles.hint}>{wizardWords.form.namesReading}</p>;
  return (
    <div className={styles.result}>
      {first === undefined || last === undefined ? (
        <p className={styles.hint}>{wizardWords.form.namesEmpty}</p>
      ) : (
        <p>
          <StateWord kind="in place">{wizardWords.form.namesRead(understood.length)}</StateWord>{' '}
          <Address>{wizardWords.form.namesSample(first, last)}</Address>
        </p>
      )}
      {read === null || read.problems.length === 0 ? null : <Problems problems={read.problems} />}
    </div>
  );
}

function Problems({ problems }: { problems: NamesRead['problems'] }) {
  const paging = usePaging(problems.length, LINES_AT_ONCE);
  const { namesProblems, namesCaption, namesLine, namesText, namesWhy } = wizardWords.form;
  return (
    <>
      <p>
        <StateWord kind="fail">{namesProblems(problems.length)}</StateWord>
      </p>
      <Table caption={namesCaption} columns={[namesLine, namesText, namesWhy]} rowCount={problems.length + 1}>
        {problems.slice(paging.first, paging.end).map(({ line, text, message }, index) => (
          <tr key={`${line} ${text} ${message}`} aria-rowindex={paging.first + index + 2}>
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
