import { first } from './judgement.ts';
import { type NonPassCase, pinned, REFUSED, unanswered, unhealthy, unrecorded } from './non-pass-case.ts';

/** The same of audit records. */
export const RECORDS: NonPassCase[] = [
  unhealthy('audit.recorded'),
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'not read', value: 'refused' },
    change: (seen) => void Object.assign(first(seen.requests), { records: { error: REFUSED } }),
  },
  {
    ...{ check: 'audit.recorded', verdict: 'fail', name: 'no record', value: 'fw-web-node-01' },
    change: unrecorded,
  },
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'persistence', value: 'node-01' },
    change: pinned,
  },
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'never reached', value: 'refused' },
    change: unanswered,
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'could not run', name: 'persistence', value: 'node-01' },
    change: pinned,
  },
  {
    ...{ check: 'audit.client-ip', verdict: 'could not run', name: 'no record', value: 'fw-web-node-01' },
    change: unrecorded,
  },
  {
    ...{ check: 'audit.recorded', verdict: 'fail', name: 'recorded twice', value: 'wrote 2 audit records' },
    change: (seen) => {
      const { records } = first(seen.requests);
      records.value?.push({ ...first(records.value) });
    },
  },
  {
    ...{
      check: 'audit.recorded',
      verdict: 'fail',
      name: 'gone when read again',
      value: 'and 0 times when it was read again',
    },
    change: (seen) => {
      seen.again = { value: [] };
    },
  },
  {
    ...{ check: 'audit.recorded', verdict: 'fail', name: 'of another service', value: 'that it was one of api' },
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).service = 'api';
    },
  },
  {
    ...{ check: 'audit.recorded', verdict: 'could not run', name: 'not read again', value: 'a second time' },
    change: (seen) => {
      seen.again = { error: REFUSED };
    },
  },
  {
    ...{ check: 'audit.time', verdict: 'warning', name: 'another time', value: '60.0 s before it was sent' },
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).at = '2025-12-31T23:59:00.000Z';
    },
  },
  {
    ...{ check: 'audit.time', verdict: 'could not tell', name: 'no time', value: '“a while ago”' },
    change: (seen) => {
      first(first(seen.requests).records.value ?? []).at = 'a while ago';
    },
  },
  unhealthy('audit.node'),
  {
    ...{ check: 'audit.node', verdict: 'fail', name: 'another node’s name', value: 'names node-02' },
    change: (seen) => {
      first(first(seen.direct).records.value ?? []).node = 'node-02';
    },
  },
  {
    ...{
      check: 'audit.node',
      verdict: 'fail',
      name: 'one name for two',
      value: 'node-01 and node-02 write the same name',
    },
    change: (seen) => {
      const all = [...seen.requests, ...seen.direct].filter(({ node }) => node === 'node-01' || node === 'node-02');
      for (const { records } of all) first(records.value ?? []).node = 'localhost';
    },
  },
  {
    ...{ check: 'audit.node', verdict: 'fail', name: 'two names', value: 'node-01, NODE-01' },
    change: (seen) => {
      first(seen.direct[1]?.records.value ?? []).node = 'NODE-01';
    },
  },
  {
    ...{ check: 'audit.node', verdict: 'not applicable', name: 'no name in the records', value: 'name no node' },
    change: (seen) => {
      for (const { records } of [...seen.direct, ...seen.requests])
        for (const record of records.value ?? []) record.node = null;
    },
  },
  {
    ...{ check: 'audit.node', verdict: 'could not run', name: 'no record', value: 'that node-01 answered was found' },
    change: unrecorded,
  },
];
