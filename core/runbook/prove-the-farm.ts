import type { Farm } from '../model/farm.ts';
import type { Profile } from '../model/profile.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { sentence } from './field.ts';
import type { Placeholders } from './placeholders.ts';
import { visible } from './plain-text.ts';
import { readingBlocks } from './reading-blocks.ts';

/** Stand-ins for the token and the times, which the reader of the runbook knows. */
const WANTED = { token: 'TOKEN', from: new Date(0), to: new Date(0) };

/** How to verify the farm, with Farmwright and without it. */
export function proveTheFarm(farm: Farm, profile: Profile, placeholders: Placeholders): Block[] {
  return [
    heading(2, 'Verify the farm'),
    paragraph('Do this after the last step, and after every later change. FILE is the farm file.'),
    { kind: 'fence', language: 'text', text: 'farmwright verify FILE --secrets -\n' },
    paragraph(
      `It sends requests with a token from ${visible(farm.clientAddresses[0] ?? '')} to every virtual service, and looks up each token in the audit records. The records stay there. The exit code is one of these:`,
    ),
    list(
      ['0: ready'],
      ['1: not ready. The report says what to do next.'],
      ['4: it waits for a person: it needs a password, or an answer from a host that people set up. It says which.'],
      ['5: unknown. A required check was not run or its result could not be determined.'],
    ),
    heading(3, 'Without Farmwright'),
    paragraph('Do this for every node and every virtual service. Use a new token each time.'),
    list(
      ...farm.services.flatMap(({ name, address, port }) => {
        const needs = profile.services.find((service) => service.name === name);
        if (needs === undefined || needs.requestPath === null) return [];
        return [
          sentence('Request', [
            'service ',
            { value: name },
            ', address ',
            { value: address },
            `, port ${port}, host name `,
            { value: farm.hostName },
            ', path ',
            { value: needs.requestPath('TOKEN') },
          ]),
        ];
      }),
    ),
    paragraph(`Wait ${profile.audit.delayMs / 1000} s. Then look up the request:`),
    ...profile.audit
      .ask(farm, WANTED)
      .flatMap(({ host, reading }) => [
        list(sentence('Host', [{ value: host }])),
        ...readingBlocks(reading, placeholders),
      ]),
    paragraph('There must be one record, with the address that you sent the request from.'),
  ];
}
