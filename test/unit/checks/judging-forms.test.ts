import type { Observations } from '../../../core/checks/observations.ts';
import { BALANCER, CLIENT, NODES, recordedRequest } from '../../support/healthy-scene.ts';
import { first, type JudgementCase, judgementSuite, paths } from '../../support/judgement.ts';

/** All requests of the client arrive as those of another address. */
function translate(seen: Observations): void {
  for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)])
    Object.assign(first(request.records.value ?? []), { address: TRANSLATED, forwarded: [TRANSLATED] });
  for (const spoof of seen.spoofs) spoof.plain = TRANSLATED;
}

const NOT_TRANSLATED: { name: string; change: JudgementCase['change']; open: string[] }[] = [
  {
    name: 'one holds another one',
    change: (seen) => {
      Object.assign(first(seen.requests.at(-1)?.records.value ?? []), { address: BALANCER });
    },
    open: [...paths('audit.client-ip'), 'header.as-planned api fail', 'header.as-planned web fail'],
  },
  {
    name: 'the header holds the client',
    change: (seen) => {
      for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)])
        first(request.records.value ?? []).forwarded = [CLIENT];
    },
    open: paths('audit.client-ip'),
  },
  {
    name: 'records do not hold the header',
    change: (seen) => {
      for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)])
        for (const record of request.records.value ?? []) delete record.forwarded;
    },
    open: [...paths('audit.client-ip'), 'header.as-planned api not applicable', 'header.as-planned web not applicable'],
  },
  {
    name: 'the balancer has another configuration',
    change: (seen) => {
      seen.balancerFile = { value: 'another configuration\n' };
    },
    open: [
      ...paths('audit.client-ip'),
      'header.as-planned api fail',
      'header.as-planned web fail',
      'balancer.as-planned fail',
    ],
  },
];

const TRANSLATED = '198.51.100.9';

/** The same address in other forms. */
const FORMS = [
  { written: `::ffff:${CLIENT}`, of: CLIENT },
  { written: `${CLIENT}:4711`, of: CLIENT },
  { written: ` ${CLIENT} `, of: CLIENT },
  { written: '127.009.009.010', of: CLIENT },
  { written: '127.9.9.010', of: CLIENT },
  { written: '2001:DB8:1::7', of: '2001:db8:1::7' },
  { written: '2001:0db8:0001:0:0:0:0:0007', of: '2001:db8:1::7' },
  { written: '[2001:db8:1::7]:4711', of: '2001:db8:1::7' },
];

judgementSuite([
  {
    name: 'this computer has one address, which is the balancer’s: that stands first, and the rest cannot be told',
    change: (seen, { farm }) => {
      farm.clientAddresses[0] = BALANCER;
      farm.wizardAddress = BALANCER;
      for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)]) {
        request.sentFrom = BALANCER;
        Object.assign(first(request.records.value ?? []), { address: BALANCER, forwarded: [BALANCER] });
      }
      for (const request of seen.direct) {
        request.sentFrom = BALANCER;
        first(request.records.value ?? []).address = '192.0.2.66';
      }
      for (const one of seen.bypass) Object.assign(one, { sentFrom: BALANCER, status: 200, error: null });
    },
    open: [
      'vantage.untrusted fail',
      ...paths('audit.client-ip', 'could not tell'),
      ...NODES.flatMap((node) => [
        `forged-direct.refused ${node} could not tell`,
        `bypass.closed ${node} could not tell`,
      ]),
    ],
    cause: 'place-is-of-the-farm',
  },
  {
    name: 'the balancer’s address is trusted by plan, and one node believes another computer, too',
    change: (seen) => {
      first(first(seen.direct).records.value ?? []).address = '192.0.2.66';
    },
    open: ['forged-direct.refused node-01 fail'],
    cause: 'forged-direct.refused',
  },
  ...FORMS.map(
    ({ written, of }): JudgementCase => ({
      name: `every record has the client’s address as “${written}”`,
      change: (seen, { farm }) => {
        farm.clientAddresses = [of];
        for (const request of [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)]) {
          request.sentFrom = of;
          Object.assign(first(request.records.value ?? []), { address: written, forwarded: [of] });
        }
        for (const spoof of seen.spoofs) spoof.plain = written;
      },
      open: paths('audit.client-ip', 'warning'),
      cause: 'address-in-other-form',
    }),
  ),
  {
    name: 'records hold the port as well, another one each time: forged headers were ignored all the same',
    change: (seen) => {
      const all = [...seen.requests, ...seen.spoofs.map((spoof) => spoof.request)];
      for (const [index, request] of all.entries())
        first(request.records.value ?? []).address = `${CLIENT}:${40_000 + index}`;
      for (const spoof of seen.spoofs) spoof.plain = `${CLIENT}:40000`;
      for (const request of seen.direct) first(request.records.value ?? []).address = `${request.sentFrom}:4711`;
    },
    open: paths('audit.client-ip', 'warning'),
    cause: 'address-in-other-form',
  },
  {
    name: 'a forged address is recorded with a port',
    change: (seen) => {
      first(first(seen.spoofs).request.records.value ?? []).address = '192.0.2.66:4711';
    },
    open: ['spoof.refused web fail'],
    cause: 'spoof.refused',
  },
  {
    name: 'the balancer is recorded in IPv6 form: that is no translated client',
    change: (seen) => {
      for (const request of seen.requests)
        Object.assign(first(request.records.value ?? []), { address: `::ffff:${BALANCER}`, forwarded: [BALANCER] });
    },
    open: [...paths('audit.client-ip'), 'header.as-planned api fail', 'header.as-planned web fail'],
    cause: null,
  },
  {
    name: 'the client’s address is translated before the first device',
    change: (seen) => translate(seen),
    open: [
      ...paths('audit.client-ip', 'could not tell'),
      'header.as-planned api could not tell',
      'header.as-planned web could not tell',
    ],
    cause: 'client-is-translated',
  },
  {
    name: 'two requests of a client hold an address of nobody: two are not steady',
    change: (seen, { farm }) => {
      farm.clientAddresses.push('127.9.9.11');
      const of = { sentFrom: '127.9.9.11', resolved: TRANSLATED, forwarded: [TRANSLATED] };
      seen.requests.push(recordedRequest('web', 'node-01', of), recordedRequest('web', 'node-01', of));
    },
    open: ['audit.client-ip node-01 web fail', 'header.as-planned web fail'],
    cause: null,
  },
  {
    name: 'the client’s address is translated, and a forged header arrives with it: the header is wrong all the same',
    change: (seen) => {
      translate(seen);
      first(first(seen.spoofs).request.records.value ?? []).forwarded = [`192.0.2.66, ${TRANSLATED}`];
    },
    open: [
      ...paths('audit.client-ip', 'could not tell'),
      'header.as-planned api could not tell',
      'header.as-planned web fail',
    ],
    cause: 'client-is-translated',
  },
  {
    name: 'a forged request has a record that is right, and another one with the forged address',
    change: (seen) => {
      const { request } = first(seen.spoofs);
      const records = request.records.value ?? [];
      request.records = { value: [...records, { ...first(records), address: '192.0.2.66' }] };
    },
    open: ['audit.client-ip node-01 web could not run', 'audit.recorded node-01 web fail', 'spoof.refused web fail'],
    cause: null,
  },
  ...NOT_TRANSLATED.map(
    ({ name, change, open }): JudgementCase => ({
      name: `every record holds an address of nobody, and ${name}: it is not translated`,
      change: (seen, verification) => {
        translate(seen);
        change(seen, verification);
      },
      open,
      cause: null,
    }),
  ),
]);
