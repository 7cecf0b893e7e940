import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { client } from '../../connection/client.ts';
import { recentFarms } from '../../connection/farm-questions.ts';
import { about } from '../../connection/questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './doors.module.css';
import { startWords } from './words.ts';

const LONGEST_NAME = 80;

/** Creates a farm with a name and a balancer, and opens the wizard on its first page. */
export function PlanDoor() {
  const queries = useQueryClient();
  const { data } = useQuery(about);
  const [name, setName] = useState('');
  const [balancer, setBalancer] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const right = isName(name);
  const begin = useDeed(async () => {
    const { profiles, balancers } = await queries.ensureQueryData(about);
    const { farm } = await client.farm.begin({
      name: name.trim(),
      profile: profiles[0]?.id ?? '',
      balancer: balancer ?? balancers[0]?.id ?? '',
    });
    void queries.invalidateQueries(recentFarms);
    goTo({ page: 'farm', id: farm, wizardPage: 'goal' });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (right) begin.start();
    else field.current?.focus();
  };
  const wrong = begin.failure?.field === 'name' ? begin.failure.message : startWords.plan.nameWrong;
  return (
    <form className={styles.door} aria-labelledby="plan-door" onSubmit={submit} noValidate>
      <h2 id="plan-door">{startWords.plan.door}</h2>
      <p className={styles.soft}>{startWords.plan.purpose}</p>
      <TextInput
        ref={field}
        label={startWords.plan.name}
        description={startWords.plan.nameHint}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => setLooked(looked || name !== '')}
        error={(looked && !right) || begin.failure?.field === 'name' ? wrong : undefined}
      />
      <NativeSelect
        label={startWords.plan.balancer}
        value={balancer ?? data?.balancers[0]?.id ?? ''}
        onChange={(event) => setBalancer(event.currentTarget.value)}
        data={
          data === undefined
            ? [{ value: '', label: startWords.balancersAsked }]
            : data.balancers.map(({ id, name: label }) => ({ value: id, label }))
        }
      />
      {begin.failure === null || begin.failure.field === 'name' ? null : <FailureNote failure={begin.failure} />}
      <div className={styles.row}>
        <Button type="submit" loading={begin.busy}>
          {startWords.plan.door}
        </Button>
      </div>
      <p className={styles.small}>
        {startWords.plan.hosts} {startWords.plan.file}
      </p>
    </form>
  );
}

function isName(name: string): boolean {
  return name.trim() !== '' && name.trim().length <= LONGEST_NAME;
}
