import type { FarmView, FormView, NamesRead } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import type { Story } from '../../story/story.ts';
import type { People } from '../people/use-people.ts';

/** What every page of the wizard gets from the frame around it. */
export interface PageProps {
  view: FarmView;
  /** The questions with the latest answers, those that are still being saved among them. */
  form: FormView;
  /** Everything that happened to the farm, from its first event. */
  story: Story;
  /** What people at the hosts are asked for. */
  people: People;
  /** Takes an answer: shown at once, saved as soon as the core can. `path` is a field's path. */
  answer(path: string, value: unknown): void;
  /** Reads names as they were pasted. */
  readNames(text: string): Promise<NamesRead>;
  /** Resolves once every answer is saved, and rejects where one cannot be: what runs, runs with all of them. */
  settled(): Promise<unknown>;
  /** Whether the reader asked for this page to be checked: problems are then shown in a summary, too. */
  showProblems: boolean;
  /** Goes to a page, and there to the field with that path. */
  goTo(page: Page, path?: string): void;
}
