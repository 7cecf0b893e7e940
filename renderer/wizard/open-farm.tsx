import { useEffect, useRef, useState } from 'react';
import type { FarmView, FormView } from '../../core/api/farm-contract.ts';
import type { ErrorData } from '../../core/model/errors.ts';
import type { Page } from '../../core/model/plan.ts';
import { client } from '../connection/client.ts';
import { useDeed } from '../connection/use-deed.ts';
import { goTo as goToRoute, type WizardPlace } from '../navigation.ts';
import { PAGE_NAMES } from '../page-names.ts';
import { useAnnounce } from '../parts/announcer.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Mending } from '../report/mend-link.tsx';
import type { Story } from '../story/story.ts';
import { ErrorSummary } from './form/error-summary.tsx';
import { useAnswers } from './form/use-answers.ts';
import { PAGE_COMPONENTS, WholePlan } from './pages/index.tsx';
import type { PageProps } from './pages/page-props.ts';
import { usePeople } from './people/use-people.ts';
import { WaitingNotice } from './people/waiting-notice.tsx';
import { BusyStrip } from './shell/busy-strip.tsx';
import { EndedNote } from './shell/ended-note.tsx';
import { FarmNotices } from './shell/farm-notices.tsx';
import { PageFoot } from './shell/page-foot.tsx';
import { RecoveryNotice } from './shell/recovery-notice.tsx';
import { useFarmTelling } from './shell/use-farm-telling.ts';
import { usePlace } from './shell/use-place.ts';
import { WizardFrame } from './shell/wizard-frame.tsx';
import { shellWords } from './shell/words.ts';

interface Open {
  view: FarmView;
  form: FormView;
  story: Story;
  place: WizardPlace;
  /** Why the farm could not be asked for anew; what is shown is as it was before. */
  failure: ErrorData | null;
  onBegunAnew(): void;
}

/** The wizard on an open farm: the frame, and in it the page. */
export function OpenFarm({ view, form: saved, story, place, failure, onBegunAnew }: Open) {
  const { id } = view;
  const announce = useAnnounce();
  const people = usePeople(view, story);
  const answers = useAnswers(id, view.state === 'waiting');
  const form = answers.over(saved);
  const [askedOf, setAskedOf] = useState<WizardPlace | null>(null);
  const [asked, setAsked] = useState(0);
  const showProblems = askedOf === place;
  const problems = form.problems.filter(({ page }) => page === place);
  const { heading, aimAt } = usePlace(view, place, showProblems && problems.length > 0);
  useReached(view, place);
  useFarmTelling(story);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page was not asked to be checked
  useEffect(() => setAskedOf(null), [place]);
  const goTo = (page: Page, path?: string) => {
    aimAt(page, path);
    if (page !== place) goToRoute({ page: 'farm', id, wizardPage: page });
  };
  const mend = (id: string, page: Page) => goTo(page, view.checks.find((one) => one.id === id)?.field);
  const check = useDeed(async (next: Page | 'plan' | null) => {
    const latest = await answers.settled().catch((error: unknown) => {
      // Why they are not saved is told where they are saved, and only as long as they are not.
      if (answers.isUnsaved()) return null;
      throw error;
    });
    if (latest === null) return;
    const wrong = latest.problems.filter(({ page }) => page === place).length;
    if (wrong > 0) {
      // The summary takes the focus and is read out with it.
      setAskedOf(place);
      setAsked((before) => before + 1);
    } else if (next !== null) goToRoute({ page: 'farm', id, wizardPage: next });
    else {
      setAskedOf(place);
      announce.end(shellWords.foot.nothingWrong(PAGE_NAMES[place as Page]));
    }
  });
  const Content: React.ComponentType<PageProps> = place === 'plan' ? WholePlan : PAGE_COMPONENTS[place];
  return (
    <WizardFrame
      view={view}
      form={form}
      story={story}
      place={place}
      waiting={people.items}
      heading={heading}
      saving={answers.failure !== null ? 'failed' : answers.saving ? 'saving' : 'saved'}
      onBegunAnew={onBegunAnew}
      foot={
        <PageFoot
          view={view}
          place={place}
          problems={showProblems ? problems.length : 0}
          checked={showProblems}
          check={check}
          answers={answers}
        />
      }
    >
      {showProblems ? (
        <ErrorSummary problems={problems} asked={asked} onElsewhere={({ page, path }) => goTo(page, path)} />
      ) : null}
      {failure === null ? null : <FailureNote failure={failure} />}
      <FarmNotices view={view} place={place} waiting={people.items} />
      <RecoveryNotice view={view} people={people} place={place} onBegunAnew={onBegunAnew} />
      <BusyStrip view={view} story={story} />
      <EndedNote view={view} />
      <WaitingNotice view={view} people={people} place={place} />
      <Mending value={mend}>
        <Content
          key={place}
          view={view}
          form={form}
          story={story}
          people={people}
          answer={answers.answer}
          readNames={answers.readNames}
          settled={answers.settled}
          showProblems={showProblems}
          goTo={goTo}
        />
      </Mending>
    </WizardFrame>
  );
}

/** Tells the core once that a page was opened. */
function useReached({ id, readOnly, pages }: FarmView, place: WizardPlace): void {
  const told = useRef(new Set<string>());
  const reached = pages.find(({ page }) => page === place)?.reached ?? true;
  useEffect(() => {
    if (reached || readOnly || place === 'plan' || told.current.has(place)) return;
    told.current.add(place);
    // Nothing hangs on it for the reader; it is told again with the next opening.
    client.farm.reach({ farm: id, page: place }).catch(() => told.current.delete(place));
  }, [id, place, reached, readOnly]);
}
