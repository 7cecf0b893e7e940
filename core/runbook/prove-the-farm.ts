import type { Farm } from '../model/farm.ts';
import type { Profile } from '../model/profile.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { sentence } from './field.ts';
import type { Placeholders } from './placeholders.ts';
import { visible } from './plain-text.ts';
import { readingBlocks } from './reading-blocks.ts';

/** What is looked up: whoever follows the runbook knows the token and when the request was sent. */
const WANTED = { token: 'TOKEN', from: new Date(0), to: new Date(0) };

/** How to see that the farm does what it should, with Farmwright and without it. */
export function proveTheFarm(farm: Farm, profile: Profile, placeholders: Placeholders): Block[] {
  return [
    heading(2, 'Prove the farm'),
    paragraph('Carry this out after the last step, and after every later change. FILE is the farm file.'),
    { kind: 'fence', language: 'text', text: 'farmwright verify FILE --secrets -\n' },
    paragraph(
      `It sends requests with a token from ${visible(farm.clientAddresses[0] ?? '')} to every virtual service, and looks each token up in the audit records. They stay there. It ends with one of these:`,
    ),
    list(
      ['0: ready'],
      ['1: not ready. The report says what to do next.'],
      [
        '4: it waits for a person: a secret is missing, or it cannot reach hosts that are set up by hand. It says which.',
      ],
      ['5: unknown. A required check could not run or could not tell.'],
    ),
    heading(3, 'Without Farmwright'),
    paragraph('Do this for every node and every virtual service. Use a new word for TOKEN each time.'),
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
    paragraph(`Wait ${profile.audit.delayMs} ms. Then look the request up:`),
    ...profile.audit
      .ask(farm, WANTED)
      .flatMap(({ host, reading }) => [
        list(sentence('Host', [{ value: host }])),
        ...readingBlocks(reading, placeholders),
      ]),
    paragraph('There must be one record. Its address must be the address you sent the request from.'),
  ];
}
