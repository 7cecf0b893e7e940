import { answerIn } from '../hand-over/answer-in.ts';
import { notShown } from '../hand-over/not-shown.ts';
import { handIns } from '../history/hand-ins.ts';
import { type Waiting, waitingFor } from '../history/waiting.ts';
import type { Journal } from '../journal/journal.ts';
import { type ErrorData, errorData, FarmError } from '../model/errors.ts';
import type { RecordEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { HandIn } from '../model/hand-in.ts';
import { parseInput } from '../model/parse.ts';
import { type Plan, type Step, stepsOf } from '../model/plan.ts';
import type { Asked } from '../model/reading.ts';
import type { Secret } from '../model/secret.ts';
import { readAnswers } from '../runbook/answer-block.ts';
import { type Instructions, instructionsFor, type PackItem, renderPack } from '../runbook/pack.ts';
import { inputsForPeople } from '../runner/step-inputs.ts';
import { inputHasher } from '../secrets/input-hasher.ts';

/** What the people of a farm are asked and answer with. */
export interface PeoplePorts {
  journal: Journal;
  inputKey: Secret;
  planned(): { farm: Farm; plan: Plan };
  /** Who works at a host; null where nobody does. */
  whoAt(host: string): string | null;
  /** The question that a reading is asked with; null where nothing asks it any more. */
  question(item: string): Asked<unknown> | null;
  record: RecordEvent;
  /** Whether a text holds a secret that is known. */
  holdsSecret(text: string): boolean;
  /** @throws FarmError `farm.read-only`, `farm.busy` */
  refuse(): void;
}

export type { Instructions };

/** A hand-in as it comes from a page or from the command line. */
export type NewHandIn = Pick<HandIn, 'item' | 'outcome' | 'text' | 'who'>;

/** What came of a filled-in pack. */
export interface TakenPack {
  /** Ids of what was handed in. */
  taken: string[];
  problems: { item: string; error: ErrorData }[];
}

/** The people who work at hosts of an open farm: what is waited for, what they hand in, and the packs they are given. */
export class People {
  readonly #ports: PeoplePorts;
  readonly #hash: (text: string) => string;

  constructor(ports: PeoplePorts) {
    this.#ports = ports;
    this.#hash = inputHasher(ports.inputKey);
  }

  /** What the farm waits for, steps in the order of the plan and then readings. */
  waiting(): Waiting[] {
    const { journal, planned, whoAt } = this.#ports;
    const { plan } = planned();
    return waitingFor(
      journal.events,
      plan,
      (host) => whoAt(host) ?? host,
      (step) => this.#inputsOf(step),
    );
  }

  /**
   * Keeps what a person handed in.
   * @throws FarmError `hand-in.unknown` where nothing of the kind is waited for, `hand-in.not-shown` where the text does
   * not show what it should, `hand-in.not-understood` where it does not answer what was asked, `hand-in.holds-secret`,
   * `input.invalid`, `farm.read-only`, `farm.busy`
   */
  handIn(given: NewHandIn): void {
    this.#ports.refuse();
    this.#keep(given, this.waiting());
  }

  /**
   * Keeps every answer of a filled-in pack that can be used.
   * @param who who hands it in, where a block has no name of its own
   * @throws FarmError `hand-in.empty` where no block was filled in, `hand-in.page` for the web page of a pack, `farm.read-only`, `farm.busy`
   */
  takePack(text: string, who: string): TakenPack {
    this.#ports.refuse();
    if (/^\s*<!doctype html/i.test(text)) throw isPage();
    const answers = readAnswers(text);
    if (answers.length === 0) throw nothingAnswered();
    let waiting = this.waiting();
    const taken: string[] = [];
    const problems: TakenPack['problems'] = [];
    for (const { item, inputs, outcome, who: name, text: shown } of answers) {
      try {
        if (outcome !== 'done' && outcome !== 'failed') throw noOutcome(outcome);
        if (name === null && who.trim() === '') throw noName();
        this.#keep({ item, outcome, text: shown, who: name ?? who }, waiting, inputs);
        taken.push(item);
        if (outcome === 'done') waiting = waiting.filter(({ id }) => id !== item);
      } catch (error) {
        if (!(error instanceof FarmError)) throw error;
        problems.push({ item, error: errorData(error) });
      }
    }
    return { taken, problems };
  }

  /** Returns all that one person or team is asked for, as Markdown and as one self-contained page. */
  pack(who: string): { markdown: string; html: string } {
    const { farm, plan } = this.#ports.planned();
    const items = this.waiting().filter((waiting) => waiting.who === who);
    return renderPack({ farm, plan, who, items: this.#packItems(items) });
  }

  /** Returns how one item is done or looked up. @throws FarmError `hand-in.unknown` where it is not waited for */
  instructions(id: string): Instructions {
    const waiting = this.waiting();
    const [item] = this.#packItems(waiting.filter((one) => one.id === id));
    if (item === undefined) throw this.#notWaitedFor(id, waiting);
    return instructionsFor(this.#ports.planned(), item);
  }

  #packItems(waiting: Waiting[]): PackItem[] {
    const { asked } = handIns(this.#ports.journal.events);
    return waiting.map(({ id, inputs, host }): PackItem => {
      const reading = asked.find((one) => one.id === id);
      if (reading === undefined) return { kind: 'step', id, inputs, host };
      const { ask, script, example } = reading;
      return { kind: 'reading', id, inputs, host, ask, script, example };
    });
  }

  #keep(given: NewHandIn, waiting: Waiting[], had?: string): void {
    const item = waiting.find(({ id }) => id === given.item);
    if (item === undefined) throw this.#notWaitedFor(given.item, waiting);
    if (had !== undefined && had !== item.inputs) throw outOfDate(item);
    const handIn = parseInput(HandIn, { ...given, inputs: item.inputs }, 'the hand-in');
    if (this.#ports.holdsSecret(handIn.text)) throw holdsSecret(item);
    const step = stepsOf(this.#ports.planned().plan).find(({ id }) => id === item.id);
    const missing = step === undefined || given.outcome === 'failed' ? [] : notShown(step, handIn.text);
    if (missing.length > 0) throw doesNotShow(item, missing);
    if (item.kind === 'reading' && given.outcome === 'done') this.#refuseUnread(item, handIn.text);
    const how = handIn.outcome === 'done' ? 'handed in' : 'reported as failed';
    this.#ports.record({
      host: item.host,
      page: item.page,
      sentence: `${item.title}: ${how} by ${handIn.who}.`,
      raw: handIn.text,
      body: { type: 'handed.in', ...handIn },
    });
  }

  /** @throws FarmError where the text is no answer to the question */
  #refuseUnread(item: Waiting, text: string): void {
    const question = this.#ports.question(item.id);
    try {
      question?.parse(answerIn(question.reading, text));
    } catch (error) {
      throw notUnderstood(item, errorData(error));
    }
  }

  #notWaitedFor(item: string, waiting: Waiting[]): FarmError {
    const known = handIns(this.#ports.journal.events);
    const last = known.lastOfStep(item) ?? known.ofReading(item);
    return last?.outcome === 'done' ? alreadyHandedIn(item, last.who) : notWaitedFor(item, waiting);
  }

  #inputsOf(step: Step): string {
    return this.#hash(inputsForPeople(step, this.#ports.planned().farm));
  }
}

function notWaitedFor(item: string, waiting: Waiting[]): FarmError {
  const ids = waiting.map(({ id }) => id);
  return new FarmError({
    code: 'hand-in.unknown',
    field: 'step',
    message: `Nothing is waited for under “${item}”.`,
    remedy: ids.length === 0 ? 'Nothing is waited for now.' : `Choose one of: ${ids.join(', ')}.`,
  });
}

function alreadyHandedIn(item: string, who: string): FarmError {
  return new FarmError({
    code: 'hand-in.unknown',
    field: 'step',
    message: `“${item}” was handed in already, by ${who}.`,
    remedy: 'Go on with the run (farmwright resume FILE): it takes in what was handed in.',
  });
}

function outOfDate({ title, host }: Waiting): FarmError {
  return new FarmError({
    code: 'hand-in.out-of-date',
    field: 'step',
    message: `“${title}” was changed since these instructions were made.`,
    remedy: 'Follow the present instructions, and hand in what was seen then.',
    at: host,
  });
}

function doesNotShow({ title, host }: Waiting, missing: string[]): FarmError {
  return new FarmError({
    code: 'hand-in.not-shown',
    field: 'text',
    message: `The text for “${title}” does not show the expected answer of: ${missing.join(', ')}.`,
    remedy: 'Paste the whole answer as it was seen. If the step failed, hand it in as failed.',
    at: host,
  });
}

function holdsSecret({ title, host }: Waiting): FarmError {
  return new FarmError({
    code: 'hand-in.holds-secret',
    field: 'text',
    message: `The text for “${title}” holds a password.`,
    remedy: 'Take it out, and hand in the rest.',
    at: host,
  });
}

function notUnderstood({ host }: Waiting, { message, remedy }: ErrorData): FarmError {
  return new FarmError({ code: 'hand-in.not-understood', field: 'text', message, remedy, at: host });
}

function noOutcome(word: string): FarmError {
  return new FarmError({
    code: 'input.invalid',
    field: 'outcome',
    message: word === '' ? 'The answer has no outcome.' : `The outcome “${word}” is not known.`,
    remedy: 'Write done or failed behind “Outcome”.',
  });
}

function noName(): FarmError {
  return new FarmError({
    code: 'input.invalid',
    field: 'who',
    message: 'No name stands behind “Handed in by”.',
    remedy: 'Write the name of the person there, or hand the document in with a name.',
  });
}

function isPage(): FarmError {
  return new FarmError({
    code: 'hand-in.page',
    field: 'pack',
    message: 'This is the web page of the document: nothing can be filled in there.',
    remedy: 'Hand in the filled-in blocks as text, or the .md document, or each item by itself (--step).',
  });
}

function nothingAnswered(): FarmError {
  return new FarmError({
    code: 'hand-in.empty',
    field: 'pack',
    message: 'No answer block of this text was filled in.',
    remedy: 'Write done or failed behind “Outcome”, and what was seen below the last line of the block.',
  });
}
