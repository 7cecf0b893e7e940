import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import { failureFrom, wasAnswered } from '../../connection/failure.ts';
import { farmView } from '../../connection/farm-questions.ts';
import { practiceFarms } from '../../connection/questions.ts';
import pageStyles from '../../frame/page.module.css';
import { TopBar } from '../../frame/top-bar.tsx';
import { usePage } from '../../frame/use-page.ts';
import { partWords } from '../../parts/words.ts';
import { Report } from '../../report/report.tsx';
import { Why } from '../../report/why.tsx';
import { activityOf, failureOf, isBusy } from '../../story/activity.ts';
import { ActivityLog } from '../../story/activity-log.tsx';
import { useFarmStory } from '../../story/follow-story.ts';
import { StoryLine } from '../../story/story-line.tsx';
import { EndPractice } from './end-practice.tsx';
import { FarmPanel } from './farm-panel.tsx';
import { NotHere } from './not-here.tsx';
import { NowPanel } from './now-panel.tsx';
import styles from './practice-page.module.css';
import type { Scene } from './scene.ts';
import { StateChip } from './state-chip.tsx';
import { StepsSection } from './steps.tsx';
import { useTelling } from './use-telling.ts';
import { practiceWords } from './words.ts';

/** One practice farm, from its hosts to its proof. */
export function PracticePage({ id }: { id: string }) {
  const queries = useQueryClient();
  const story = useFarmStory(id);
  const { data: view, error } = useQuery(farmView(id));
  // A restarted core does not know this farm; only this page still has its data.
  const isGone = error !== null && wasAnswered(error);
  const activity = isGone ? 'ended' : activityOf(story);
  // The explanation belongs to one result and closes with the next one.
  const [whyOf, setWhyOf] = useState<number | null>(null);
  const proven = story.proven.length;
  const whyOpen = whyOf === proven;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the story turns, the view has changed
  useEffect(() => {
    void queries.invalidateQueries(practiceFarms);
    void queries.invalidateQueries(farmView(id));
  }, [story.state, story.runs, proven]);
  // The focused element, such as the pressed button, may have disappeared.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every turn
  useEffect(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('h2[data-now]')?.focus({ preventScroll: true });
  }, [activity]);
  const name = view?.farm.name ?? practiceWords.heading;
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
            {view
              ? practiceWords.about(view.profileName, view.balancerName, nodesOf(view.farm).length)
              : practiceWords.run.preparingExplain}
          </p>
          <StoryLine story={story} />
        </div>
        <div className={styles.columns}>
          <NowPanel scene={scene} whyOpen={whyOpen} onWhy={() => setWhyOf(whyOpen ? null : proven)} />
          <FarmPanel scene={scene} />
        </div>
        {whyOpen && latest !== undefined ? <Why result={latest.result} farm={view?.farm ?? null} /> : null}
        {latest === undefined ? null : <Report view={scene.view} proven={latest} />}
        {isBusy(activity) ? null : <StepsSection scene={scene} />}
        <ActivityLog story={story} />
      </main>
    </>
  );
}

/** What the window's title begins with: what goes on, or how it came out. */
function titleOf({ story, activity }: Scene): string {
  if (activity === 'stopped')
    return failureOf(story) === null ? practiceWords.run.cancelled : practiceWords.titleStopped;
  const latest = story.proven.at(-1);
  return activity === 'standing' && latest !== undefined
    ? partWords.overall[latest.result.overall]
    : practiceWords.activity[activity];
}
