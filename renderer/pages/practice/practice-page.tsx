import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import { failureFrom, wasAnswered } from '../../connection/failure.ts';
import { useStory } from '../../connection/follow-story.ts';
import { practiceFarm, practiceFarms } from '../../connection/questions.ts';
import { TopBar } from '../../parts/top-bar.tsx';
import { usePage } from '../../parts/use-page.ts';
import { activityOf, failureOf, isBusy } from '../../practice/activity.ts';
import { words } from '../../words.ts';
import pageStyles from '../page.module.css';
import { ActivityLog } from './activity-log.tsx';
import { EndPractice } from './end-practice.tsx';
import { FarmPanel } from './farm-panel.tsx';
import { NotHere } from './not-here.tsx';
import { NowPanel } from './now-panel.tsx';
import styles from './practice-page.module.css';
import { Report } from './report.tsx';
import type { Scene } from './scene.ts';
import { StateChip } from './state-chip.tsx';
import { StepsSection } from './steps.tsx';
import { StoryLine } from './story-line.tsx';
import { useTelling } from './use-telling.ts';
import { Why } from './why.tsx';

/** One practice farm, from its hosts to its proof. */
export function PracticePage({ id }: { id: string }) {
  const queries = useQueryClient();
  const story = useStory(id);
  const { data: view, error } = useQuery(practiceFarm(id));
  // A core that was started anew knows nothing of this farm; what is left of it is on this page.
  const isGone = error !== null && wasAnswered(error);
  const activity = isGone ? 'ended' : activityOf(story);
  // Why is asked of one result; the next one has its own.
  const [whyOf, setWhyOf] = useState<number | null>(null);
  const proven = story.proven.length;
  const whyOpen = whyOf === proven;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the story turns, the view has changed
  useEffect(() => {
    void queries.invalidateQueries(practiceFarms);
  }, [story.state, story.runs, proven]);
  // What had the focus may be gone with the turn of the story, such as the button that brought it about.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every turn
  useEffect(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('h2[data-now]')?.focus({ preventScroll: true });
  }, [activity]);
  const name = view?.farm?.name ?? words.practice.heading;
  const scene: Scene = { id, story, activity, view: view ?? null };
  useTelling(scene);
  const heading = usePage(titleOf(scene), name);
  if (isGone && story.seq === 0) return <NotHere failure={failureFrom(error)} />;
  const latest =
    activity === 'standing' || activity === 'stopped' || activity === 'ended' ? story.proven.at(-1) : undefined;
  return (
    <>
      <TopBar />
      <main id="content" className={pageStyles.wide} tabIndex={-1}>
        <div>
          <div className={styles.head}>
            <h1 ref={heading} tabIndex={-1} className={styles.heading}>
              {name}
            </h1>
            <StateChip scene={scene} />
            <EndPractice scene={scene} />
          </div>
          <p className={styles.about}>
            {view?.farm
              ? words.practice.about(view.profileName, view.balancerName, nodesOf(view.farm).length)
              : words.run.preparingExplain}
          </p>
          <StoryLine story={story} />
        </div>
        <div className={styles.columns}>
          <NowPanel scene={scene} whyOpen={whyOpen} onWhy={() => setWhyOf(whyOpen ? null : proven)} />
          <FarmPanel scene={scene} />
        </div>
        {whyOpen && latest !== undefined ? <Why result={latest.result} farm={view?.farm ?? null} /> : null}
        {latest === undefined ? null : <Report scene={scene} proven={latest} />}
        {isBusy(activity) ? null : <StepsSection scene={scene} />}
        <ActivityLog story={story} />
      </main>
    </>
  );
}

/** What the window's title begins with: what goes on, or how it came out. */
function titleOf({ story, activity }: Scene): string {
  if (activity === 'stopped') return failureOf(story) === null ? words.run.cancelled : words.practice.titleStopped;
  const latest = story.proven.at(-1);
  return activity === 'standing' && latest !== undefined
    ? words.overall[latest.result.overall]
    : words.practice.activity[activity];
}
