import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import { client } from '../../connection/client.ts';
import { failureFrom } from '../../connection/failure.ts';
import { instructionsOf } from '../../connection/farm-questions.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import styles from './people.module.css';
import type { People } from './use-people.ts';
import { peopleWords } from './words.ts';

interface Form {
  view: FarmView;
  item: WaitingView;
  people: People;
  /** It was handed in as done: it is no longer here. */
  onDone: () => void;
}

/** What a person did or saw for one item. What the core refuses is told at the field. */
export function HandInForm({ view, item, people, onDone }: Form) {
  const announce = useAnnounce();
  const fields = { text: useRef<HTMLTextAreaElement>(null), who: useRef<HTMLInputElement>(null) };
  const id = useId();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const { data } = useQuery(instructionsOf(view.id, item));
  const words = peopleWords;
  const handIn = useDeed(async (outcome: 'done' | 'failed') => {
    const { who } = people;
    const given = { farm: view.id, item: item.id, outcome, text, who };
    const { waiting } = await client.people.handIn(given).catch((error: unknown) => {
      const { field } = failureFrom(error);
      if (field === 'text' || field === 'who') requestAnimationFrame(() => fields[field].current?.focus());
      throw error;
    });
    setText('');
    announce.end(outcome === 'done' ? words.handedIn(item.title) : words.reportedNow(item.title));
    if (outcome === 'done') onDone();
    people.left(waiting);
  });
  const start = (outcome: 'done' | 'failed') => {
    setAsked(true);
    if (people.who.trim() === '') fields.who.current?.focus();
    else handIn.start(outcome);
  };
  const { failure } = handIn;
  const at = (field: string) => (failure?.field === field ? `${failure.message} ${failure.remedy}` : undefined);
  const noName = asked && people.who.trim() === '' ? words.whoMissing : undefined;
  const shows = data?.shows ?? [];
  const help =
    item.kind === 'reading'
      ? words.textReading
      : shows.length > 0
        ? words.textShows(shows.join(', '))
        : words.textOptional;
  return (
    <div className={styles.form}>
      <Textarea
        ref={fields.text}
        id={`${id}-text`}
        label={words.text}
        description={help}
        error={at('text')}
        autosize
        minRows={3}
        maxRows={14}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: styles.pasted ?? '' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        ref={fields.who}
        id={`${id}-who`}
        className={styles.who}
        label={words.who}
        description={words.whoHelp}
        error={noName ?? at('who')}
        maxLength={80}
        value={people.who}
        onChange={(event) => people.setWho(event.currentTarget.value)}
      />
      {failure === null || failure.field === 'text' || failure.field === 'who' ? null : (
        <FailureNote failure={failure} />
      )}
      <div className={styles.buttons}>
        <Button
          loading={handIn.busy}
          aria-label={words.of(words.done, item.title, item.host)}
          onClick={() => start('done')}
        >
          {words.done}
        </Button>
        <Button
          variant="default"
          loading={handIn.busy}
          aria-label={words.of(words.failed, item.title, item.host)}
          onClick={() => start('failed')}
        >
          {words.failed}
        </Button>
      </div>
    </div>
  );
}
