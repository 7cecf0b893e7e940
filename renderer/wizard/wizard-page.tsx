import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import type { ErrorData } from '../../core/model/errors.ts';
import { failureFrom } from '../connection/failure.ts';
import { farmForm, farmView } from '../connection/farm-questions.ts';
import pageStyles from '../frame/page.module.css';
import { PageLink } from '../frame/page-link.tsx';
import { TopBar } from '../frame/top-bar.tsx';
import { usePage } from '../frame/use-page.ts';
import { stayAs, type WizardPlace } from '../navigation.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { useFarmStory } from '../story/follow-story.ts';
import { OpenFarm } from './open-farm.tsx';
import { shellWords } from './shell/words.ts';
import { useTurns } from './use-turns.ts';

/** A page of a farm's wizard; without a page the one that needs attention first. */
export function WizardPage({ id, page }: { id: string; page: WizardPlace | null }) {
  const [beginnings, setBeginnings] = useState(0);
  const story = useFarmStory(id, beginnings);
  const { data: latest, error } = useQuery(farmView(id));
  // The view of a farm with 500 nodes is drawn between two keys, never before one.
  const view = useDeferredValue(latest);
  const { data: form, error: formError } = useQuery(farmForm(id));
  useTurns(id, story, latest?.lastEvent ?? 0);
  // What happened before is read from its beginning: no page shows an earlier verdict meanwhile.
  const [toldOf, setToldOf] = useState<string | null>(null);
  if (toldOf !== id && view !== undefined && story.seq >= view.lastEvent) setToldOf(id);
  const landing = page ?? view?.landing;
  useEffect(() => {
    if (page === null && landing !== undefined) stayAs({ page: 'farm', id, wizardPage: landing });
  }, [page, landing, id]);
  if (view !== undefined && form !== undefined && landing !== undefined && toldOf === id)
    return (
      <OpenFarm
        view={view}
        form={form}
        story={story}
        place={landing}
        failure={error === null ? null : failureFrom(error)}
        onBegunAnew={() => setBeginnings(beginnings + 1)}
      />
    );
  const failure = error ?? formError;
  return failure === null ? <Loading /> : <NotOpen failure={failureFrom(failure)} />;
}

function Loading() {
  const heading = usePage(shellWords.frame.about);
  return (
    <>
      <TopBar />
      <main id="content" className={pageStyles.narrow} tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {shellWords.frame.about}
        </h1>
        <p>{shellWords.frame.loading}</p>
      </main>
    </>
  );
}

function NotOpen({ failure }: { failure: ErrorData }) {
  const heading = usePage(shellWords.frame.gone);
  return (
    <>
      <TopBar />
      <main id="content" className={pageStyles.narrow} tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {shellWords.frame.gone}
        </h1>
        <FailureNote failure={failure} />
        <p>{shellWords.frame.goneHint}</p>
        <p>
          <PageLink to={{ page: 'start' }}>{shellWords.frame.toStart}</PageLink>
        </p>
      </main>
    </>
  );
}
