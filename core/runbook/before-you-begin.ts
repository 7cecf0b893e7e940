import type { Farm } from '../model/farm.ts';
import { addressOf, databaseHost } from '../model/farm-parts.ts';
import { AUTHORITY_FILE, DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import type { Output, Plan, Step } from '../model/plan.ts';
import { stepsOf } from '../model/plan.ts';
import { type Block, heading, type Inline, list, paragraph } from './document.ts';
import { sentence, spelling } from './field.ts';
import { mark, type Placeholder } from './placeholders.ts';
import { visible } from './plain-text.ts';

/** The people, values and sign-ins that are needed before the first step. */
export function beforeYouBegin(farm: Farm, plan: Plan, placeholders: Placeholder[]): Block[] {
  return [
    heading(2, 'What you need before you begin'),
    heading(3, 'People'),
    ...people(plan),
    ...valuesAndSignIn(farm, stepsOf(plan), placeholders),
  ];
}

/** Where the values of placeholders come from, the authority's certificate on hosts that use it, and the database sign-in if the steps run SQL. */
export function valuesAndSignIn(farm: Farm, steps: Step[], placeholders: Placeholder[]): Block[] {
  return [
    heading(3, 'Placeholders'),
    paragraph(
      'This document does not contain secrets, or values that a step makes on a host. A placeholder stands for such a ' +
        'value, including its last newline if it has one. Replace it with the value just before use, and keep no copy.',
    ),
    ...(placeholders.length === 0
      ? [paragraph('This plan has no placeholders.')]
      : [list(...placeholders.map(source))]),
    ...(steps.some(({ host }) => usesAuthority(farm, host)) ? authority() : []),
    ...(steps.some((step) => step.apply.some(({ kind }) => kind === 'sql')) ? signIn(farm) : []),
  ];
}

/** Nodes and balancers check certificates with it, or show certificates that it issued. */
function usesAuthority({ hosts }: Farm, host: string): boolean {
  return hosts.some(({ name, role }) => name === host && (role === 'node' || role === 'balancer'));
}

function authority(): Block[] {
  return [
    heading(3, 'The certificate of the authority'),
    paragraph(
      'One authority issues the certificates of the farm, for example your company’s. Get its certificate (PEM, not ' +
        'secret) from those who run it, and save it as ',
      { code: AUTHORITY_FILE },
      ' in the folder of the application on every node, and in the folder of the balancer.',
    ),
  ];
}

function people(plan: Plan): Block[] {
  const steps = stepsOf(plan);
  const all = [...new Set(steps.map(({ who }) => who))];
  if (all.length === 0) return [paragraph('This plan has no steps.')];
  return [
    list(
      ...all.map((who): Inline[] => {
        const numbers = steps.flatMap((step, index) => (step.who === who ? [index + 1] : []));
        return [`${who}: ${numbers.length === 1 ? 'step' : 'steps'} ${numbers.join(', ')}`];
      }),
    ),
  ];
}

function source({ name, secret, source: from }: Placeholder): Inline[] {
  const known = secret ? 'secret' : 'not secret';
  const told = (...parts: (string | { value: string })[]): Inline[] => {
    const { suffix, code } = spelling(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value])));
    return [
      { strong: mark(name) },
      `${suffix}: ${known}, `,
      ...parts.map((part) => (typeof part === 'string' ? part : code(part.value))),
    ];
  };
  switch (from.kind) {
    case 'person':
      return told('entered by a person, with the name ', { value: from.secretName });
    case 'step':
      return told(...placeOf(from.output), ' on the host ', { value: from.step.host }, `, made by step ${from.number}`);
    case 'elsewhere':
      return told('not made by this plan, known as ', { value: from.output });
  }
}

function placeOf({ title, reading }: Output): (string | { value: string })[] {
  return reading.kind === 'file'
    ? ['the content of the file ', { value: reading.path }]
    : ['the value ', { value: title }];
}

/** How to sign in as the database's administrator. No action contains this password. */
function signIn(farm: Farm): Block[] {
  const { database } = farm;
  const port = database.port === undefined ? '' : `, port ${database.port}`;
  const instance = database.instance === undefined ? '' : `, instance ${visible(database.instance)}`;
  return [
    heading(3, 'Sign in to the database'),
    paragraph(
      `Run SQL as the database’s administrator, over TLS. Check that the server’s certificate names ${visible(database.hostName)}.`,
    ),
    list(
      sentence('Server', ['address ', { value: addressOf(databaseHost(farm)) }, `${instance}${port}`]),
      sentence('Account', [{ value: database.administrator }]),
      sentence('Password', ['secret, entered by a person, with the name ', { value: DATABASE_ADMINISTRATOR_PASSWORD }]),
    ),
  ];
}
