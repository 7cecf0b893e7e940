import { Button, NumberInput, Radio } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../../connection/client.ts';
import { about, faults, practiceFarms } from '../../connection/questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Folded } from '../../parts/folded.tsx';
import styles from './start-page.module.css';
import { startWords } from './words.ts';

const LEAST_NODES = 2;
const MOST_NODES = 25;
const USUAL_NODES = 3;

/** Explains practice farms, takes two options, and starts one. */
export function PracticeDoor() {
  const queries = useQueryClient();
  const { data } = useQuery(about);
  const [balancer, setBalancer] = useState<string | null>(null);
  const [nodes, setNodes] = useState<number | string>(USUAL_NODES);
  const [looked, setLooked] = useState(false);
  const nodesRight = isNodeCount(nodes);
  const start = useDeed(async (count: number) => {
    const [{ balancers }, planted] = await Promise.all([
      queries.ensureQueryData(about),
      queries.ensureQueryData(faults),
    ]);
    const [first] = planted;
    const { farm } = await client.farm.startPractice({
      nodes: count,
      balancer: balancer ?? balancers[0]?.id ?? '',
      faults: first === undefined ? [] : [first.id],
    });
    void queries.invalidateQueries(practiceFarms);
    goTo({ page: 'practice', id: farm });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (isNodeCount(nodes)) start.start(nodes);
    else document.getElementById('nodes')?.focus();
  };
  return (
    <form className={styles.door} aria-labelledby="door" onSubmit={submit} noValidate>
      <h2 id="door" className={styles.doorTitle}>
        {startWords.door}
      </h2>
      <p className={styles.purpose}>{startWords.purpose}</p>
      <h3>{startWords.happens}</h3>
      <ol className={styles.happenings}>
        {startWords.happenings.map(([what, how]) => (
          <li key={what}>
            <div>
              <strong>{what}</strong> {how}
            </div>
          </li>
        ))}
      </ol>
      <Radio.Group
        label={startWords.balancer}
        value={balancer ?? data?.balancers[0]?.id ?? ''}
        onChange={setBalancer}
        classNames={{ label: `${styles.legend}` }}
      >
        <div className={styles.balancers}>
          {data === undefined ? (
            <p className={styles.soft}>{startWords.balancersAsked}</p>
          ) : (
            data.balancers.map(({ id, name }) => <Radio key={id} value={id} label={name} />)
          )}
        </div>
      </Radio.Group>
      <Folded
        summary={startWords.options}
        aside={nodesRight ? startWords.optionsNow(Number(nodes)) : undefined}
        open={looked && !nodesRight}
      >
        <NumberInput
          id="nodes"
          className={`${styles.nodes}`}
          label={startWords.nodes}
          description={startWords.nodesHint}
          value={nodes}
          onChange={setNodes}
          onBlur={() => setLooked(true)}
          allowDecimal={false}
          clampBehavior="none"
          min={LEAST_NODES}
          max={MOST_NODES}
          hideControls
          error={
            looked && !nodesRight
              ? startWords.nodesWrong
              : start.failure?.field === 'nodes'
                ? start.failure.message
                : undefined
          }
        />
      </Folded>
      {start.failure === null || start.failure.field === 'nodes' ? null : <FailureNote failure={start.failure} />}
      <div className={styles.go}>
        <Button type="submit" size="md" loading={start.busy}>
          {startWords.door}
        </Button>
        <ul className={styles.promises}>
          {startWords.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
      </div>
    </form>
  );
}

function isNodeCount(value: number | string): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= LEAST_NODES && value <= MOST_NODES;
}
