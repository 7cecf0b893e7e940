import { count } from '../../plural.ts';

/** Names that are listed one by one. */
const NAMES_SHOWN = 4;

/** A few names as they are; of more the first and the last, in the order they were entered, which need be no range. */
function sampleOf(names: readonly string[]): string {
  return names.length <= NAMES_SHOWN ? names.join(', ') : `first ${names[0]}, last ${names.at(-1)}`;
}

/** Texts of the generic form, of its errors and of the list of names. */
export const formWords = {
  none: 'This page has no questions.',
  readOnly: 'This farm is open read-only. Answers cannot be changed here.',
  busy: 'Answers cannot be changed while a run is in progress. Wait until it ends, or cancel it.',
  scope: { farm: 'whole farm', node: 'this node' },
  notAnswered: 'Default value.',
  example: (example: string) => `Example: ${example}`,
  clause: (source: string, place: string) => `Source: ${source}, ${place}.`,
  problem: (message: string, remedy: string) => [message, remedy].filter((part) => part !== '').join(' '),
  derived: 'Set automatically',
  derivedExplain: 'You do not need to enter these.',
  leaveUnsaved: 'Answers on this page are not saved. Leave the farm and discard them?',
  errorHeading: 'There is a problem',
  answer: {
    nothing: 'not answered',
    yes: 'yes',
    no: 'no',
    names: (names: readonly string[]) => {
      if (names.length === 0) return 'no names';
      return names.length <= NAMES_SHOWN ? sampleOf(names) : `${names.length} names, ${sampleOf(names)}`;
    },
    namesUnusable: 'a list with entries that cannot be used',
  },
  names: {
    hint: 'One name per line. A range such as web[01-40] stands for all its names.',
    empty: 'A farm needs at least two nodes. Paste names, or a range such as web[01-04].',
    importCsv: 'Import CSV',
    reading: 'Reading the names.',
    read: (names: number) => count(names, 'name read', 'names read'),
    sample: sampleOf,
    problems: (entries: number) => `${count(entries, 'entry', 'entries')} cannot be used`,
    problemsKept: 'The farm keeps its previous nodes until you correct or remove them.',
    problemsCaption: 'Entries that cannot be used',
    notes: (entries: number) => `${count(entries, 'entry was', 'entries were')} counted once or not used`,
    notesCaption: 'Entries that were counted once or not used',
    line: 'Line',
    text: 'Text',
    why: 'Reason',
    tooLong: 'This text is longer than 1,000,000 characters.',
    tooLongRemedy: 'Use a shorter list, or ranges such as web[01-40].',
    imported: (file: string) => `The names from ${file} were added at the end of the list.`,
    unreadable: (file: string) => `${file} cannot be read.`,
    unreadableRemedy: 'Choose a text file, such as a CSV file with one name in each row.',
  },
};

const secretLabels: Record<string, string> = {
  serviceAccountPassword: 'Password of the service account',
  databaseAdministratorPassword: 'Password of the database administrator',
};

/** `auditReaderPassword` becomes `Audit reader password`. */
function spaced(name: string): string {
  const text = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Texts of the form for passwords and other secrets. */
export const secretWords = {
  heading: (open: number) => (open === 0 ? 'Passwords' : 'Passwords needed for this run'),
  explain: 'Kept in memory only. You enter them again after a restart.',
  /** A secret's title, by its name. */
  title: (name: string): string => secretLabels[name] ?? spaced(name),
  show: (label: string) => `Show or hide: ${label}`,
  missing: (label: string) => `Enter the ${label.charAt(0).toLowerCase()}${label.slice(1)}.`,
  save: (secrets: number) => (secrets === 1 ? 'Save password for this session' : 'Save passwords for this session'),
  saved: 'Saved for this session.',
  entered: 'Password entered.',
  change: 'Change',
  changeOf: (label: string) => `Change: ${label}`,
  keep: 'Keep the password entered',
  again: (label: string) => `Repeat: ${label}`,
  notTheSame: 'This is not the same password. Enter it twice.',
  login: (account: string) => `Login: ${account}`,
  right: (account: string) => `Password entered. ${account} can sign in with it.`,
  wrong: (account: string) => `Wrong password: ${account} cannot sign in with it.`,
  notYet: 'It is tried when the database is prepared.',
  ofLogin: {
    heading: (account: string) => `${account} has another password`,
    explain: (account: string) =>
      `The login ${account} exists, and the password entered above is not its password. Enter its password, or change it: every program that uses ${account} needs the new password then, the nodes too.`,
    ask: (account: string) => `Change the password of ${account} to the one entered`,
    again: (account: string) => `New password of ${account}, again`,
    keep: 'Cancel, keep the password of the login',
    change: (account: string) => `Change the password of ${account} now`,
  },
};
