import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Outcome } from '../../../core/model/check.ts';
import { isPromise } from '../../../core/model/promise.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { today } from './readiness.ts';
import styles from './review.module.css';
import { reviewWords } from './words.ts';

/** A waiver as `farm.waive` takes it. */
export interface WaiverEntry {
  check: string;
  node?: string;
  service?: string;
  /** What was found, as it was shown. */
  cause?: string;
  who: string;
  why: string;
  until: string;
}

interface WaiverFor {
  outcome: Outcome;
  onWaive: (waiver: WaiverEntry) => Promise<unknown>;
  onClose: () => void;
}

type Name = 'who' | 'why' | 'until';
const NAMES: Name[] = ['who', 'why', 'until'];

/** Who accepts a finding as it was seen, why and until when. */
export function WaiverForm({ outcome, onWaive, onClose }: WaiverFor) {
  const words = reviewWords;
  const announce = useAnnounce();
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [given, setGiven] = useState<Record<Name, string>>({ who: '', why: '', until: '' });
  const [left, setLeft] = useState<Record<Name, boolean>>({ who: false, why: false, until: false });
  useEffect(() => first.current?.focus(), []);
  const waive = useDeed(async (waiver: WaiverEntry) => {
    await onWaive(waiver);
    announce.end(words.waiverSaved);
    onClose();
  });
  const wrong = (name: Name): string | null => {
    if (given[name].trim() === '') return words[`${name}Missing`];
    return name === 'until' && given.until < today() ? words.untilOver : null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft({ who: true, why: true, until: true });
    const bad = NAMES.find((name) => wrong(name) !== null);
    if (bad !== undefined) return document.getElementById(`${id}-${bad}`)?.focus();
    const { node, service } = outcome.subject;
    waive.start({
      check: outcome.id,
      ...(node === undefined ? {} : { node }),
      ...(service === undefined ? {} : { service }),
      ...(outcome.cause === null ? {} : { cause: outcome.cause }),
      who: given.who.trim(),
      why: given.why.trim(),
      until: given.until,
    });
  };
  const told = waive.failure;
  useEffect(() => {
    // A button that is busy loses the focus; what was refused is mended in its field.
    if (told === null || document.activeElement !== document.body) return;
    document.getElementById(`${id}-${NAMES.find((name) => name === told.field) ?? 'who'}`)?.focus();
  }, [told, id]);
  const field = (name: Name) => ({
    id: `${id}-${name}`,
    label: words[name],
    description: words[`${name}Help`],
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setGiven({ ...given, [name]: event.currentTarget.value }),
    onBlur: () => setLeft((before) => ({ ...before, [name]: true })),
    error: (left[name] ? wrong(name) : null) ?? (told?.field === name ? told.message : undefined),
    autoComplete: 'off',
  });
  return (
    <form
      className={styles.waiver}
      aria-label={words.waiveWhat(outcome.title)}
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <p className={styles.soft}>{words.waiveExplain}</p>
      {isPromise(outcome.id) ? <p>{words.waivePromise}</p> : null}
      <TextInput ref={first} {...field('who')} maxLength={120} />
      <TextInput {...field('why')} maxLength={500} />
      <TextInput {...field('until')} type="date" min={today()} />
      {told === null || (told.field !== null && NAMES.includes(told.field as Name)) ? null : (
        <FailureNote failure={told} />
      )}
      <div className={styles.tools}>
        <Button type="submit" size="xs" loading={waive.busy}>
          {words.saveWaiver}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
