import { CopyText } from '../../parts/copy-text.tsx';
import { Folded } from '../../parts/folded.tsx';
import { partWords } from '../../parts/words.ts';
import styles from './pages.module.css';
import { pageWords } from './words.ts';

/** What would do the same in a terminal. */
export function SameCommand({ command }: { command: string }) {
  return (
    <Folded summary={pageWords.run.command}>
      <div className={styles.command}>
        <code>{command}</code>
        <CopyText text={() => command} label={pageWords.run.copy} done={partWords.copied} />
      </div>
    </Folded>
  );
}

/** A path as one word of a POSIX shell. */
export function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
