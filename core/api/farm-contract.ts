import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Clause, Subject, WaivedBy } from '../model/check.ts';
import { Consent } from '../model/consent.ts';
import { FarmState, JournalEvent } from '../model/event.ts';
import { Farm } from '../model/farm.ts';
import { Derived, Field, PageStanding, Problem } from '../model/form.ts';
import { MOST_HOSTS, MOST_PRACTICE_NODES } from '../model/limits.ts';
import { PAGES, type Plan } from '../model/plan.ts';
import { Result } from '../model/result.ts';
import { base, ErrorShape } from './contract-base.ts';

const FarmId = z.uuid();
const farmOf = z.object({ farm: FarmId });
const FaultIds = z.array(z.string().max(60)).max(64);
const FilePath = z.string().min(1).max(4096);

export const FarmView = z.object({
  id: FarmId,
  path: z.string(),
  readOnly: z.boolean(),
  /** What was noticed when the file was opened, as sentences. */
  notices: z.array(z.string()),
  state: FarmState,
  /** Number of the last event. */
  lastEvent: z.int(),
  error: ErrorShape.extend({ message: z.string() }).nullable(),
  farm: Farm,
  profileName: z.string(),
  balancerName: z.string(),
  services: z.array(z.object({ name: z.string(), title: z.string() })),
  /** How the application finds the client's address, and the setting that follows from the hops. */
  clientIp: z.object({ engine: z.string(), headerName: z.string(), planned: z.record(z.string(), z.unknown()) }),
  plan: z.custom<Plan>(),
  /** The last result, also if it is out of date. */
  result: Result.nullable(),
  /** Why that result does not hold for the current farm; null if it does or if there is none. */
  proofOutOfDate: z.string().nullable(),
  /** Whether the present or last activity of this session ended in that result; else it is an earlier one. */
  proven: z.boolean(),
  /** Names of the secrets that a run needs and nobody gave since this file was opened. */
  missingSecrets: z.array(z.string()),
  /** The secrets that people enter for this farm; never their values. */
  secrets: z.array(
    z.object({
      name: z.string(),
      entered: z.boolean(),
      /** Pages whose steps use it, and that of the proof. */
      pages: z.array(z.enum(PAGES)),
      /** The login whose password it is; null if it is no such password. */
      account: z.string().nullable(),
      /** The page whose step makes that login; null if no step does. */
      setOn: z.enum(PAGES).nullable(),
      /** Whether that step is still to come: the password is chosen now. */
      anew: z.boolean(),
      /** *Not yet*: there is no login to try it against. Null if it is not entered, or is never tried. */
      tried: z.enum(['right', 'wrong', 'not yet']).nullable(),
    }),
  ),
  /** Why no hosts are made for it, with what to do; null if they are, or the hosts are others. */
  noHosts: z.string().nullable(),
  /** Whether the farm may be disturbed without consent: nobody works on it. */
  disturbable: z.boolean(),
  /** Whether Farmwright makes the hosts, and takes them down. */
  makesHosts: z.boolean(),
  /** Who works at a host, by its name, where a person does all that is done there. */
  people: z.record(z.string(), z.string()),
  /** Whether a proof waits for people. */
  proofWaits: z.boolean(),
  /** The state of every page of the wizard, in order. */
  pages: z.array(PageStanding),
  /** The page that needs attention first. */
  landing: z.enum(PAGES),
  /** The run that did not come to its end, if there is one: what it was at, and on which page. */
  interrupted: z.object({ sentence: z.string(), page: z.enum(PAGES), at: z.string() }).nullable(),
  /** When the answers were saved last; ISO 8601, UTC. */
  savedAt: z.string().nullable(),
  /** Every check that will run, by the page that can fix it. */
  checks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      required: z.boolean(),
      page: z.enum(PAGES).nullable(),
      /** Where on that page: path of a field, or of a value that follows from answers. */
      field: z.string(),
      clause: Clause.nullable(),
    }),
  ),
  /** What can be broken on purpose, and what is, by the ids of faults; null if nothing can. */
  planting: z.object({ plantable: z.array(z.string()), planted: z.array(z.string()) }).nullable(),
  /** A waiver without a cause is of an earlier version, and covers nothing. */
  waivers: z.array(WaivedBy.extend({ check: z.string(), subject: Subject, cause: z.string().nullable() })),
});
export type FarmView = z.infer<typeof FarmView>;

/** The questions of all pages with their answers, and what is wrong with them. */
export const FormView = z.object({ fields: z.array(Field), derived: z.array(Derived), problems: z.array(Problem) });
export type FormView = z.infer<typeof FormView>;

/** A farm file that was open before. */
export const RecentFarm = z.object({
  path: z.string(),
  name: z.string(),
  profileName: z.string(),
  /** Its state as a sentence: `Ready: 13 questions on 3 nodes, on 2026-11-29 at 14:02.` Says so if the state is unknown. */
  standing: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Whether its file is still there. */
  there: z.boolean(),
});
export type RecentFarm = z.infer<typeof RecentFarm>;

const LineNote = z.object({ line: z.int(), text: z.string(), message: z.string() });

/** Names read from pasted text, a CSV column or ranges such as `web[01-40]`. */
export const NamesRead = z.object({
  names: z.array(z.string()),
  /** What stands there and gives no name. With it the text is no answer yet. */
  problems: z.array(LineNote),
  /** What was understood and is counted once only. */
  notes: z.array(LineNote),
});
export type NamesRead = z.infer<typeof NamesRead>;

/** What a proof may do besides reading. On practice hosts everything is allowed. */
const consent = {
  ...Consent.shape,
  auditEntries: Consent.shape.auditEntries.default(false),
  drill: Consent.shape.drill.default(false),
};

/** The contract's part on farm files. */
export const farmContract = {
  /** JSON Schema of a profile's answers. */
  schema: base.input(z.object({ profile: z.string().max(60) })).output(z.record(z.string(), z.unknown())),
  /** Creates a farm file from answers; without answers, one of a default practice farm. */
  create: base
    .input(z.object({ path: FilePath, profile: z.string().max(60), answers: z.unknown() }))
    .output(z.object({ path: z.string() })),
  /** Makes a farm file in the folder for farms of this computer, on practice hosts, and opens it for writing. */
  begin: base
    .input(z.object({ name: z.string().max(80), profile: z.string().max(60), balancer: z.string().max(60) }))
    .output(farmOf),
  /** Takes in the bytes of a farm file that was dropped, as a file of its own, and opens it for writing. */
  takeIn: base.input(z.object({ name: z.string().max(200), base64: z.string().max(30_000_000) })).output(farmOf),
  /** Farm files that were open before, the last one first. */
  recent: base.output(z.array(RecentFarm)),
  /** Puts the last good copy in the place of a damaged file, which is kept under the name that is answered. */
  restore: base.input(z.object({ path: FilePath })).output(z.object({ damaged: z.string().nullable() })),
  /** Opens a farm file; for writing it is locked until it is closed. */
  open: base.input(z.object({ path: FilePath, write: z.boolean() })).output(farmOf),
  get: base.input(farmOf).output(FarmView),
  form: base.input(farmOf).output(FormView),
  /** Keeps answers, right or wrong, before it answers. What cannot be used yet is told, and the plan stays as it was. */
  answer: base
    .input(farmOf.extend({ values: z.array(z.object({ path: z.string().max(200), value: z.unknown() })).max(100) }))
    .output(FormView),
  /** A page was opened. */
  reach: base.input(farmOf.extend({ page: z.enum(PAGES) })).output(z.object({})),
  /** Gives secrets, which are kept in memory only, and tries passwords where that can be done. An empty text takes one back. */
  giveSecrets: base
    .input(farmOf.extend({ secrets: z.record(z.string().max(60), z.string().max(1000)) }))
    .output(z.object({ missing: z.array(z.string()) })),
  /** Reads node names as they were pasted. */
  readNames: base.input(z.object({ text: z.string().max(1_000_000) })).output(NamesRead),
  /** Begins the farm anew with the answers it has: hosts are taken down, its file is kept under another name. */
  startOver: base.input(farmOf).output(z.object({ copy: z.string() })),
  /** Replays every event with a number above `after`, then follows until the farm is closed. */
  events: base.input(farmOf.extend({ after: z.int().min(0).default(0) })).output(eventIterator(JournalEvent)),
  /**
   * Carries out the plan or a part of it, then proves the farm. Running it again mends what differs from the plan.
   * Answers as soon as it has begun.
   */
  run: base
    .input(
      farmOf.extend({
        page: z.string().max(60).optional(),
        hosts: z.array(z.string().max(63)).max(MOST_HOSTS).optional(),
        ...consent,
        /** False: a part is carried out, and the farm is not proven yet. */
        prove: z.boolean().default(true),
        /** Passwords that existing logins get in this run, by the names of their secrets: the same values, entered again. */
        changePasswords: z.record(z.string().max(60), z.string().max(1000)).default({}),
      }),
    )
    .output(z.object({})),
  /** Goes on with the run that was interrupted. */
  resume: base.input(farmOf.extend(consent)).output(z.object({})),
  verify: base.input(farmOf.extend(consent)).output(z.object({})),
  runbook: base.input(farmOf.extend({ format: z.enum(['md', 'html']) })).output(z.object({ text: z.string() })),
  /** The report of the last proof alone. @see farmReport */
  report: base
    .input(farmOf.extend({ format: z.enum(['html', 'md', 'junit']) }))
    .output(z.object({ text: z.string(), ended: z.string().nullable() })),
  /** Accepts what the last proof found; without a cause, as it was found. */
  waive: base
    .input(
      farmOf.extend({
        check: z.string(),
        node: z.string().optional(),
        service: z.string().optional(),
        cause: z.string().optional(),
        who: z.string(),
        why: z.string(),
        until: z.string(),
      }),
    )
    .output(z.object({})),
  /**
   * Makes a practice farm whose file is temporary, sets it up and proves it; then plants the faults and proves it again.
   * Answers as soon as it has begun.
   */
  startPractice: base
    .input(
      z.object({
        nodes: z
          .int()
          .min(2, 'a farm needs two nodes')
          .max(MOST_PRACTICE_NODES, `a practice farm has ${MOST_PRACTICE_NODES} nodes at most`),
        balancer: z.string().max(60),
        /** The first of the list unless it is given. */
        profile: z.string().max(60).optional(),
        /** Whether a WAF stands before the balancer. */
        waf: z.boolean().default(false),
        faults: FaultIds.default([]),
      }),
    )
    .output(farmOf),
  /** The farms that were begun so and stand still. */
  practices: base.output(z.array(farmOf)),
  /** Ends such a farm with its hosts and its file, and answers its last result. */
  endPractice: base.input(farmOf).output(z.object({ result: Result.nullable() })),
  /** Plants faults in the farm's practice hosts, then proves it. */
  plant: base.input(farmOf.extend({ faults: FaultIds.min(1) })).output(z.object({})),
  /** Acknowledged at once; what runs ends soon after and says what was done and what remains. */
  cancel: base.input(farmOf).output(z.object({ cancelled: z.boolean() })),
  close: base.input(farmOf).output(z.object({})),
};
