import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useDeed } from '../../connection/use-deed.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './secrets-form.module.css';
import { secretWords } from './words.ts';

interface Secrets {
  /** Names of the secrets nobody gave yet. */
  missing: readonly string[];
  /** Gives them; what is typed is forgotten here as soon as they were taken. */
  onGive: (secrets: Record<string, string>) => Promise<unknown>;
}

/** The secrets a run needs, one field each. Nothing where none is missing. */
export function SecretsForm({ missing, onGive }: Secrets) {
  const announce = useAnnounce();
  const heading = useId();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState(false);
  const give = useDeed(async (secrets: Record<string, string>) => {
    await onGive(secrets);
    setTyped({});
    setAsked(false);
    announce.end(secretWords.saved);
  });
  if (missing.length === 0) return null;
  const empty = missing.filter((name) => (typed[name] ?? '') === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = empty;
    // A password is taken as it is: a blank at its end may be meant.
    if (first === undefined) give.start(Object.fromEntries(missing.map((name) => [name, typed[name] ?? ''])));
    else document.getElementById(inputId(first))?.focus();
  };
  return (
    <form className={styles.form} aria-labelledby={heading} onSubmit={submit} noValidate>
      <h3 id={heading}>{secretWords.heading}</h3>
      <p className={styles.soft}>{secretWords.explain}</p>
      {missing.map((name) => {
        const label = secretWords.title(name);
        return (
          <PasswordInput
            key={name}
            id={inputId(name)}
            label={label}
            autoComplete="off"
            spellCheck={false}
            value={typed[name] ?? ''}
            onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
            error={asked && empty.includes(name) ? secretWords.missing(label) : undefined}
            visibilityToggleFocusable
            visibilityToggleButtonProps={{ 'aria-label': secretWords.show(label) }}
          />
        );
      })}
      {give.failure === null ? null : <FailureNote failure={give.failure} />}
      <div>
        <Button type="submit" variant="default" loading={give.busy}>
          {secretWords.save(missing.length)}
        </Button>
      </div>
    </form>
  );
}

function inputId(name: string): string {
  return `secret-${name}`;
}
