import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Plan } from '../../../core/model/plan.ts';
import { PageTurner } from '../../parts/page-turner.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { indexesShown, usePaging } from '../../parts/use-paging.ts';
import { partWords } from '../../parts/words.ts';
import type { Story } from '../../story/story.ts';
import styles from './node-progress.module.css';
import { beforeTheChange, type HostProgress, nodeSteps, PROGRESS_SHAPES, progressOf } from './step-groups.ts';
import { stepWords } from './words.ts';

const NODES_AT_ONCE = 25;
const NAMED = 6;

interface Nodes {
  plan: Plan;
  story: Story | null;
  nodes: readonly string[];
  onRetry?: (nodes: string[]) => void;
  busy: boolean;
  /** Whether answers changed since the steps were done. */
  outOfDate: boolean;
}

/** How many steps of every node are done or failed, in the farm's order, which never changes while someone reads. */
export function NodeProgress({ plan, story, nodes, onRetry, busy, outOfDate }: Nodes) {
  const steps = useMemo(() => nodeSteps(plan, nodes, 'further-nodes'), [plan, nodes]);
  const paging = usePaging(steps.size, NODES_AT_ONCE);
  const run = story?.run ?? null;
  if (run === null) return null;
  const isOld = (id: string) => beforeTheChange(story, id, outOfDate);
  const rows = [...steps].map(([node, own]) => ({
    node,
    of: own.length,
    ...progressOf(own, story?.steps ?? {}, isOld),
  }));
  const failed = rows.filter(({ kind }) => kind === 'failed').map(({ node }) => node);
  const shown = indexesShown(paging, (index) => rows[index]?.kind === 'failed');
  const words = stepWords;
  return (
    <div className={styles.nodes}>
      <h3>
        {words.nodes}{' '}
        {failed.length === 0 ? null : <StateWord kind="fail">{words.nodesFailed(failed.length)}</StateWord>}
      </h3>
      <Table
        caption={words.nodesCaption}
        columns={[words.node, words.steps, words.nodeState]}
        rowCount={rows.length + 1}
      >
        {shown.map((index) => {
          const row = rows[index];
          return row === undefined ? null : <Row key={row.node} {...row} at={index + 2} />;
        })}
      </Table>
      <PageTurner paging={paging} what={partWords.paging.nodes} />
      {failed.length === 0 || onRetry === undefined ? null : busy ? (
        <p className={styles.soft}>{words.retryBusy}</p>
      ) : (
        <div className={styles.retry}>
          <Button onClick={() => onRetry(failed)}>{words.retry}</Button>
          <span className={styles.soft}>{words.retryExplain(named(failed))}</span>
        </div>
      )}
    </div>
  );
}

interface NodeRow extends HostProgress {
  node: string;
  /** How many steps it has. */
  of: number;
  /** Its place in the whole table. */
  at: number;
}

function Row({ node, kind, done, of, at }: NodeRow) {
  const words = stepWords;
  return (
    <tr aria-rowindex={at}>
      <th scope="row">{node}</th>
      <td data-label={words.steps}>{words.hostDone(done, of)}</td>
      <td data-label={words.nodeState}>
        <StateWord kind={PROGRESS_SHAPES[kind]}>{words.nodeStates[kind]}</StateWord>
      </td>
    </tr>
  );
}

function named(nodes: readonly string[]): string {
  if (nodes.length <= NAMED) return nodes.join(', ');
  return stepWords.many(nodes.slice(0, NAMED - 1).join(', '), nodes.length - NAMED + 1);
}
