import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { client } from '../../connection/client.ts';
import { waitingOf } from '../../connection/farm-questions.ts';
import { type Deed, useDeed } from '../../connection/use-deed.ts';
import type { Story } from '../../story/story.ts';

/** What a proof may do besides reading, as the reader allowed it on these pages. */
export interface Consent {
  auditEntries: boolean;
  drill: boolean;
}

/** What people are asked for, and what the reader entered for all of it. */
export interface People {
  items: readonly WaitingView[];
  /** Whether a run or a proof stands still for people, and goes on when it is told to. */
  waits: boolean;
  /** Whether a proof comes at the end of it. */
  willProve: boolean;
  /** Goes on with it. */
  goOn: Deed<[]>;
  /** Takes in what is still waited for; where that is nothing, the run or the proof goes on. */
  left(items: WaitingView[]): void;
  /** Who hands in; remembered while this window is open. */
  who: string;
  setWho(who: string): void;
  consent: Consent;
  allow(changed: Partial<Consent>): void;
}

/** The people of an open farm. On a farm that Farmwright works on alone nothing is asked of the core. */
export function usePeople(view: FarmView, story: Story): People {
  const { id, proofWaits } = view;
  const queries = useQueryClient();
  const [who, setWho] = useState('');
  const [consent, setConsent] = useState<Consent>({ auditEntries: false, drill: false });
  const hasPeople = Object.keys(view.people).length > 0;
  const { data: items = [] } = useQuery({ ...waitingOf(id), enabled: hasPeople });
  const goOn = useDeed(() => client.farm.resume({ farm: id, ...consent }));
  const runWaits = hasPeople && story.run?.outcome === 'waiting';
  const waits = (runWaits || proofWaits) && view.state === 'waiting' && !view.readOnly && view.interrupted === null;
  useFocusKept(items.length);
  return {
    items,
    waits,
    willProve: proofWaits || (runWaits && willProve(story)),
    goOn,
    left: (left) => {
      queries.setQueryData(waitingOf(id).queryKey, left);
      if (left.length === 0 && waits) goOn.start();
    },
    who,
    setWho,
    consent,
    allow: (changed) => setConsent({ ...consent, ...changed }),
  };
}

/** Who is waited for on a page, each once. */
export function waitersOn(items: readonly WaitingView[], page: Page): string[] {
  return [...new Set(items.filter((item) => item.page === page).map(({ who }) => who))];
}

/** Where what was handed in took the focus away with it, the page has it. */
function useFocusKept(items: number): void {
  const before = useRef(items);
  useEffect(() => {
    if (items < before.current && document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true });
    before.current = items;
  }, [items]);
}

function willProve({ log }: Story): boolean {
  const begun = log.findLast(({ body }) => body.type === 'run.started')?.body;
  return begun?.type === 'run.started' && begun.prove !== false;
}
