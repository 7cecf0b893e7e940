import { Button } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import type { Plan } from '../../../core/model/plan.ts';
import type { Result } from '../../../core/model/result.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { Section } from '../../parts/section.tsx';
import { Shape } from '../../parts/shape.tsx';
import { VerdictWord } from '../../parts/state-word.tsx';
import { partWords } from '../../parts/words.ts';
import { CauseAndRemedy } from '../../report/cause-and-remedy.tsx';
import { reportWords } from '../../report/words.ts';
import type { Story } from '../../story/story.ts';
import { NodeProgress } from '../steps/node-progress.tsx';
import { type FactRow, factTable, tableText } from './fact-table.ts';
import { MatrixTable } from './matrix-table.tsx';
import styles from './node-consistency.module.css';
import { consistencyWords } from './words.ts';

interface Consistency {
  /** The last proof; null before the first. */
  result: Result | null;
  plan: Plan;
  story: Story | null;
  /** Names of the farm's nodes, in its order. */
  nodes: readonly string[];
  /** Runs the steps again on these nodes alone. Left out where nothing can be run. */
  onRetry?: (nodes: string[]) => void;
  /** Whether something runs now. */
  busy: boolean;
  /** Whether answers changed since the steps of this page were done. */
  outOfDate: boolean;
}

/** Facts that must be the same on every node, node by node, and how far every node is. */
export function NodeConsistency({ result, plan, story, nodes, onRetry, busy, outOfDate }: Consistency) {
  const table = useMemo(() => factTable(result), [result]);
  const [equalShown, setEqualShown] = useState(false);
  const id = useId();
  const equal = table.rows.filter((row) => row.equal);
  const open = table.rows.filter((row) => !row.equal);
  const rows = equalShown ? table.rows : open;
  const words = consistencyWords;
  return (
    <Section
      heading={words.heading}
      {...(open.length === 0 ? {} : { aside: words.differing(open.length, table.nodes.length) })}
    >
      <div className={styles.parts}>
        {table.rows.length === 0 ? <p>{words.none}</p> : null}
        {open.map((row) => (
          <Finding key={row.id} row={row} />
        ))}
        {equal.length === 0 ? null : (
          <div className={styles.line}>
            <span className={styles.equal}>
              <Shape kind="pass" size={16} /> {reportWords.sameEqual(equal.length, table.nodes.length)}
            </span>
            <Button
              variant="default"
              size="xs"
              aria-expanded={equalShown}
              aria-controls={id}
              onClick={() => setEqualShown(!equalShown)}
            >
              {equalShown ? words.hide : reportWords.sameShow}
            </Button>
          </div>
        )}
        <div id={id} className={styles.parts}>
          {rows.length === 0 ? null : (
            <>
              <MatrixTable rows={rows} nodes={table.nodes} />
              <div>
                <CopyText
                  label={words.copy}
                  done={partWords.copied}
                  text={() => tableText(table, words.copyHead, reportWords.sameUnread)}
                />
              </div>
            </>
          )}
        </div>
        <NodeProgress
          plan={plan}
          story={story}
          nodes={nodes}
          busy={busy}
          outOfDate={outOfDate}
          {...(onRetry === undefined ? {} : { onRetry })}
        />
      </div>
    </Section>
  );
}

/** What differs as a sentence, with what to do: the table alone would leave that to the reader. */
function Finding({ row: { title, fact } }: { row: FactRow }) {
  return (
    <div className={styles.finding}>
      <h3>
        {title} <VerdictWord verdict={fact.outcome.verdict} />
      </h3>
      <CauseAndRemedy outcome={fact.outcome} />
    </div>
  );
}
