import { lastAnsweredAt, openedPages } from '../history/answers-and-pages.ts';
import { type InterruptedRun, interruptedRun } from '../history/interrupted-run.ts';
import { proofGoesOn } from '../history/waiting-proof.ts';
import type { Journal } from '../journal/journal.ts';
import type { FarmError } from '../model/errors.ts';
import type { RecordEvent } from '../model/event.ts';
import type { PageStanding } from '../model/form.ts';
import type { Page } from '../model/plan.ts';
import type { FarmForm, Pending } from '../wizard/farm-form.ts';
import { landingPage } from '../wizard/landing-page.ts';
import type { FarmAnswers } from './farm-answers.ts';
import type { FarmSecrets, SecretView } from './farm-secrets.ts';
import { secretTitle } from './secret-names.ts';

/** What the wizard needs of the session it belongs to. */
export interface WizardPorts {
  record: RecordEvent;
  secrets: Pick<FarmSecrets, 'missing' | 'views' | 'entered'>;
  /** Why no hosts are made for the farm; null where nothing stands against it. */
  whyNoHosts(): FarmError | null;
  isBusy(): boolean;
  /** @throws FarmError `farm.read-only`, `farm.busy` */
  refuse(): void;
}

/** Where the wizard stands. */
export interface WizardStanding {
  pages: PageStanding[];
  landing: Page;
  interrupted: InterruptedRun | null;
  /** Whether a proof waits for people, and goes on when it is told to. */
  proofWaits: boolean;
  missingSecrets: string[];
  secrets: SecretView[];
  /** Why no hosts are made for it, with what to do; null where they are, or the hosts are others. */
  noHosts: string | null;
  /** Why the last proof says nothing of the farm as it is answered and set up now; null where it does, or there is none. */
  proofOutOfDate: string | null;
}

/** The pages of an open farm: their questions, and where each of them stands. */
export class FarmWizard {
  readonly #answers: FarmAnswers;
  readonly #journal: Journal;
  readonly #ports: WizardPorts;
  #answering: Promise<unknown> = Promise.resolve();

  constructor(answers: FarmAnswers, journal: Journal, ports: WizardPorts) {
    this.#answers = answers;
    this.#journal = journal;
    this.#ports = ports;
  }

  /** Questions with their answers, and what is wrong with them. */
  form(): Promise<FarmForm> {
    return this.#answers.form(this.#journal.events);
  }

  /**
   * Takes answers in, right or wrong, one call after the other; they are on disk before this resolves.
   * @throws FarmError `farm.busy`, `farm.read-only`, `input.unknown`
   */
  async answer(values: readonly { path: string; value: unknown }[]): Promise<FarmForm> {
    // Asked at once: a run that is begun from now on waits for this answer.
    this.#ports.refuse();
    const before = this.#answering;
    const own = before.catch(() => {}).then(() => this.#answer(values));
    this.#answering = own;
    await own;
    return await this.form();
  }

  /** Where every page stands, where to go on, and the run that was cut off, if one was. */
  async standing(): Promise<WizardStanding> {
    const { events } = this.#journal;
    const { secrets } = this.#ports;
    const missing = secrets.missing();
    const titles = missing.map((name) => secretTitle(this.#answers.plan, name));
    const busy = this.#ports.isBusy();
    const pages = await this.#answers.standings(events, { missing: titles, entered: secrets.entered() }, busy);
    const interrupted = busy ? null : interruptedRun(events, this.#answers.plan);
    const noHosts = this.#ports.whyNoHosts();
    const proof = pages.find(({ page }) => page === 'verify');
    return {
      pages,
      landing: interrupted?.page ?? landingPage(pages),
      interrupted,
      proofWaits: !busy && proofGoesOn(events),
      missingSecrets: missing,
      secrets: secrets.views(),
      noHosts: noHosts === null ? null : `${noHosts.message} ${noHosts.remedy}`,
      proofOutOfDate: proof?.state === 'out of date' ? proof.because.join(' ') : null,
    };
  }

  /** Whether the last verdict says nothing of the farm as it is answered and set up now. */
  async isProofOutdated(): Promise<boolean> {
    return (await this.standing()).proofOutOfDate !== null;
  }

  /** Resolves when the answers that are on their way are taken in, or refused. */
  settled(): Promise<void> {
    return this.#answering.then(
      () => {},
      () => {},
    );
  }

  /** When the answers were given last; ISO 8601, UTC; null where they are as the farm was begun. */
  get savedAt(): string | null {
    return lastAnsweredAt(this.#journal.events);
  }

  /** Answers that cannot be used yet, by path, as they were given. */
  get pending(): Pending {
    return this.#answers.pending;
  }

  /** A page was opened. It is told once. */
  reach(page: Page): void {
    if (openedPages(this.#journal.events).has(page)) return;
    this.#ports.record({ page, sentence: 'The page was opened.', body: { type: 'page.reached', page } });
  }

  async #answer(values: readonly { path: string; value: unknown }[]): Promise<void> {
    const { placing } = this.#answers;
    const labels = await this.#answers.give(values);
    if (placing !== null && this.#answers.placing === null)
      this.#ports.record({
        sentence: 'The farm is on your own servers now. Nothing is set up there yet.',
        body: { type: 'hosts.made' },
      });
    this.#ports.record({
      sentence: `Answered: ${labels.join(', ')}.`,
      body: { type: 'answers.changed', paths: values.map(({ path }) => path) },
    });
  }
}
