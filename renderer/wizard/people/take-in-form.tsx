import { Button, Textarea, TextInput } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './people.module.css';
import type { People } from './use-people.ts';
import { peopleWords } from './words.ts';

type Taken = Awaited<ReturnType<typeof client.people.takePack>>;

/** Takes in the answers of a filled-in document, and says which of them could not be used and why. */
export function TakeInForm({ view, people }: { view: FarmView; people: People }) {
  const words = peopleWords;
  const announce = useAnnounce();
  const heading = useId();
  const file = useRef<HTMLInputElement>(null);
  const fields = { text: useRef<HTMLTextAreaElement>(null), who: useRef<HTMLInputElement>(null) };
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const [came, setCame] = useState<Taken | null>(null);
  const take = useDeed(async () => {
    setCame(null);
    const answer = await client.people.takePack({ farm: view.id, text, who: people.who });
    setCame(answer);
    setAsked(false);
    announce.end(words.taken(answer.taken.length));
    if (answer.problems.length === 0) setText('');
    people.left(answer.waiting);
  });
  const missing = { text: text.trim() === '', who: people.who.trim() === '' };
  const start = () => {
    setAsked(true);
    if (missing.text) fields.text.current?.focus();
    else if (missing.who) fields.who.current?.focus();
    else take.start();
  };
  const { failure } = take;
  const atText = failure?.field === 'pack' ? `${failure.message} ${failure.remedy}` : undefined;
  return (
    <form
      className={styles.form}
      aria-labelledby={heading}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <h3 id={heading}>{words.takeIn}</h3>
      <Textarea
        ref={fields.text}
        label={words.takeInText}
        description={words.takeInHelp}
        error={asked && missing.text ? words.textMissing : atText}
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        classNames={{ input: styles.pasted ?? '' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button variant="default" size="xs" onClick={() => file.current?.click()}>
          {words.chooseFile}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".md,.txt,text/markdown,text/plain"
          hidden
          aria-label={words.chooseFile}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            void chosen?.text().then(setText);
            // The same file may be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      <TextInput
        ref={fields.who}
        className={styles.who}
        label={words.who}
        description={words.whoHelp}
        error={asked && missing.who ? words.whoMissing : undefined}
        maxLength={80}
        value={people.who}
        onChange={(event) => people.setWho(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="default" loading={take.busy}>
          {words.takeInVerb}
        </Button>
      </div>
      {failure === null || atText !== undefined ? null : <FailureNote failure={failure} />}
      {came === null ? null : <Came taken={came} />}
    </form>
  );
}

/** What was taken in, and what could not be used. */
function Came({ taken: { taken, problems } }: { taken: Taken }) {
  const words = peopleWords;
  return (
    <div>
      <p>
        {words.taken(taken.length)} {taken.join(', ')}
      </p>
      {problems.length === 0 ? null : (
        <>
          <p>{words.problems(problems.length)}</p>
          <ul className={styles.list}>
            {problems.map(({ item, error }) => (
              <li key={item}>
                <code>{item}</code>: {error.message} {error.remedy}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
