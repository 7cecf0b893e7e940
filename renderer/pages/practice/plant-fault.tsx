import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../connection/client.ts';
import { faults } from '../../connection/questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Folded } from '../../parts/folded.tsx';
import styles from './verdict-panel.module.css';
import { practiceWords } from './words.ts';

/** Lets the reader choose a fault and plants it. */
export function PlantFault({ id, plantable }: { id: string; plantable: string[] }) {
  const { data: all = [] } = useQuery(faults);
  const data = all.filter((fault) => plantable.includes(fault.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const fault = chosen ?? data[0]?.id;
  const plant = useDeed(async () => {
    if (fault !== undefined) await client.farm.plant({ farm: id, faults: [fault] });
  });
  if (data.length === 0) return null;
  return (
    <Folded summary={practiceWords.fault.another}>
      <div className={styles.plant}>
        <NativeSelect
          label={practiceWords.fault.choose}
          description={practiceWords.fault.plantExplain}
          value={fault}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={data.map(({ id: value, changes }) => ({ value, label: changes }))}
        />
        <Button variant="default" loading={plant.busy} onClick={() => plant.start()}>
          {practiceWords.fault.plant}
        </Button>
        {plant.failure === null ? null : <FailureNote failure={plant.failure} />}
      </div>
    </Folded>
  );
}
