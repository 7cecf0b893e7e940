import { z } from 'zod';
import { Subject, Verdict } from '../model/check.ts';
import { base } from './contract-base.ts';
import { farmContract } from './farm-contract.ts';
import { peopleContract } from './people-contract.ts';

export const FaultView = z.object({
  id: z.string(),
  topology: z.string(),
  changes: z.string(),
  turns: z.array(
    z.object({
      check: z.string(),
      subject: Subject,
      verdict: Verdict,
    }),
  ),
  cause: z.string(),
});

/** A case for a client-IP engine: a request, a configuration, and what should come of it. */
export const ResolveCase = z.object({
  id: z.string(),
  engine: z.string(),
  peer: z.string().nullable(),
  peerPort: z.int().optional(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  config: z.record(z.string(), z.unknown()),
  expect: z.record(z.string(), z.unknown()).default({}),
});
export type ResolveCase = z.infer<typeof ResolveCase>;

/** The only door into the core. The window, the browser and the command line all come through it. */
export const contract = {
  about: {
    get: base.output(
      z.object({
        version: z.string(),
        profiles: z.array(z.object({ id: z.string(), name: z.string() })),
        balancers: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  },
  faults: { list: base.output(z.array(FaultView)) },
  engines: {
    /** What each case's engine makes of its request. `agrees` is null for an engine that is not known. */
    resolve: base.input(z.object({ cases: z.array(ResolveCase).max(100_000) })).output(
      z.array(
        z.object({
          id: z.string(),
          engine: z.string(),
          actual: z.record(z.string(), z.unknown()),
          agrees: z.boolean().nullable(),
        }),
      ),
    ),
  },
  farm: farmContract,
  people: peopleContract,
};
export type Contract = typeof contract;
