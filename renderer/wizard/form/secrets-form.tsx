import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import styles from './secrets-form.module.css';
import { secretWords } from './words.ts';

type Secret = FarmView['secrets'][number];

interface Secrets {
  secrets: readonly Secret[];
  /** Gives them and answers how they stand then; what is typed is forgotten here as soon as they were taken. */
  onGive: (secrets: Record<string, string>) => Promise<readonly Secret[]>;
}

/** Where what is typed stands, by the secret's name. */
interface Typed {
  value: string;
  again: string;
}
const NOTHING: Typed = { value: '', again: '' };

/** The secrets a run needs: a field for each that is to be entered, a line for each that was. */
export function SecretsForm({ secrets, onGive }: Secrets) {
  const announce = useAnnounce();
  const heading = useId();
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const [changing, setChanging] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState(false);
  const give = useDeed(async (values: Record<string, string>) => {
    const then = await onGive(values);
    setTyped({});
    setAsked(false);
    const wrong = then.find(({ name, tried }) => name in values && tried === 'wrong');
    // A field that stays open is not drawn anew: it keeps the focus.
    setChanging(wrong === undefined ? [] : [wrong.name]);
    announce.end(wrong === undefined ? secretWords.saved : secretWords.wrong(wrong.account ?? wrong.name));
    if (wrong !== undefined) focusOn(wrong.name);
  });
  if (secrets.length === 0) return null;
  const isOpen = ({ name, entered, tried }: Secret) => !entered || tried === 'wrong' || changing.includes(name);
  const open = secrets.filter(isOpen);
  const of = (name: string) => typed[name] ?? NOTHING;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const first = open.find((secret) => problemsOf(secret, of(secret.name)).length > 0);
    // A password is taken as it is: a blank at its end may be meant.
    if (first === undefined) give.start(Object.fromEntries(open.map(({ name }) => [name, of(name).value])));
    else focusOn(first.name, problemsOf(first, of(first.name))[0]);
  };
  return (
    <form className={styles.form} aria-labelledby={heading} onSubmit={submit} noValidate>
      <h3 id={heading}>{secretWords.heading(open.length)}</h3>
      <p className={styles.soft}>{secretWords.explain}</p>
      {secrets.map((secret) =>
        isOpen(secret) ? (
          <SecretFields
            key={secret.name}
            secret={secret}
            typed={of(secret.name)}
            asked={asked}
            onType={(now) => setTyped({ ...typed, [secret.name]: now })}
          />
        ) : (
          <EnteredSecret
            key={secret.name}
            secret={secret}
            onChange={() => {
              setChanging([...changing, secret.name]);
              focusOn(secret.name);
            }}
          />
        ),
      )}
      {give.failure === null ? null : <FailureNote failure={give.failure} />}
      {open.length === 0 ? null : (
        <div className={styles.buttons}>
          <Button type="submit" variant="default" loading={give.busy}>
            {secretWords.save(open.length)}
          </Button>
          {open.some(({ entered, tried }) => entered && tried !== 'wrong') ? (
            <Button variant="subtle" onClick={() => setChanging([])}>
              {secretWords.keep}
            </Button>
          ) : null}
        </div>
      )}
    </form>
  );
}

/** A secret that was entered: never its value, how it was tried, and the way to another one. */
function EnteredSecret({ secret, onChange }: { secret: Secret; onChange: () => void }) {
  const { name, account, tried } = secret;
  const label = secretWords.title(name);
  return (
    <div className={styles.entered}>
      <p>
        <strong>{label}</strong>
        <span className={styles.under}>
          {tried === 'right' ? (
            <StateWord kind="pass">{secretWords.right(account ?? name)}</StateWord>
          ) : (
            [secretWords.entered, tried === 'not yet' ? secretWords.notYet : ''].filter(Boolean).join(' ')
          )}
        </span>
      </p>
      <Button variant="default" size="xs" aria-label={secretWords.changeOf(label)} onClick={onChange}>
        {secretWords.change}
      </Button>
    </div>
  );
}

interface Fields {
  secret: Secret;
  typed: Typed;
  /** Whether it was tried to save what is typed: what is missing is told from then on. */
  asked: boolean;
  onType: (typed: Typed) => void;
}

/** The field of a secret, and a second one for a password that is chosen now. */
function SecretFields({ secret, typed, asked, onType }: Fields) {
  const { name, account, anew, tried } = secret;
  const label = secretWords.title(name);
  const problems = asked ? problemsOf(secret, typed) : [];
  const wrong = tried === 'wrong' && typed.value === '' ? secretWords.wrong(account ?? name) : undefined;
  const again = secretWords.again(label);
  return (
    <>
      <PasswordInput
        id={inputId(name)}
        label={label}
        description={account === null ? undefined : secretWords.login(account)}
        autoComplete="off"
        spellCheck={false}
        value={typed.value}
        onChange={(event) => onType({ ...typed, value: event.currentTarget.value })}
        error={problems.includes('value') ? secretWords.missing(label) : wrong}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': secretWords.show(label) }}
      />
      {anew ? (
        <PasswordInput
          id={inputId(name, 'again')}
          label={again}
          autoComplete="off"
          spellCheck={false}
          value={typed.again}
          onChange={(event) => onType({ ...typed, again: event.currentTarget.value })}
          error={problems.includes('again') ? secretWords.notTheSame : undefined}
          visibilityToggleFocusable
          visibilityToggleButtonProps={{ 'aria-label': secretWords.show(again) }}
        />
      ) : null}
    </>
  );
}

type Place = keyof Typed;

/** Fields of a secret that cannot be taken as they are. */
function problemsOf({ anew }: Secret, { value, again }: Typed): Place[] {
  if (value === '') return ['value'];
  return anew && again !== value ? ['again'] : [];
}

function inputId(name: string, place: Place = 'value'): string {
  return place === 'value' ? `secret-${name}` : `secret-${name}-again`;
}

/** Once the field is drawn. */
function focusOn(name: string, place: Place = 'value'): void {
  requestAnimationFrame(() => document.getElementById(inputId(name, place))?.focus());
}
