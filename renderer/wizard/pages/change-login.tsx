import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Page } from '../../../core/model/plan.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { secretWords } from '../form/words.ts';
import styles from './pages.module.css';

interface Login {
  farm: string;
  page: Page;
  /** Name of the secret that does not sign in. */
  secret: string;
  account: string;
}

/** Gives an existing login the password that was entered, after asking for it again: nothing else ever changes it. */
export function ChangeLogin({ farm, page, secret, account }: Login) {
  const words = secretWords.ofLogin;
  const [asking, setAsking] = useState(false);
  const [again, setAgain] = useState('');
  const field = useId();
  const heading = useId();
  const change = useDeed(async (value: string) => {
    await client.farm.run({ farm, page, prove: false, changePasswords: { [secret]: value } });
    setAgain('');
    setAsking(false);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (again === '') document.getElementById(field)?.focus();
    else change.start(again);
  };
  const label = words.again(account);
  return (
    <form className={styles.askFirst} aria-labelledby={heading} onSubmit={submit} noValidate>
      <h3 id={heading}>{words.heading(account)}</h3>
      <p>{words.explain(account)}</p>
      {asking ? (
        <PasswordInput
          id={field}
          label={label}
          autoComplete="off"
          spellCheck={false}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          visibilityToggleFocusable
          visibilityToggleButtonProps={{ 'aria-label': secretWords.show(label) }}
        />
      ) : null}
      {change.failure === null ? null : <FailureNote failure={change.failure} />}
      <div className={styles.deeds}>
        {asking ? (
          <>
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.keep}
            </Button>
            <Button type="submit" loading={change.busy}>
              {words.change(account)}
            </Button>
          </>
        ) : (
          <Button
            variant="default"
            onClick={() => {
              setAsking(true);
              requestAnimationFrame(() => document.getElementById(field)?.focus());
            }}
          >
            {words.ask(account)}
          </Button>
        )}
      </div>
    </form>
  );
}
