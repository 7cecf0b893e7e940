/** `1 name`, `3 names`. */
function some(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Names that are listed one by one. */
const NAMES_SHOWN = 4;

/** A few names as they are; of more the first and the last, in the order they were given, which need be no range. */
function sampleOf(names: readonly string[]): string {
  return names.length <= NAMES_SHOWN ? names.join(', ') : `first ${names[0]}, last ${names.at(-1)}`;
}

/** Texts of the generic form, of its errors and of the list of names. */
export const formWords = {
  none: 'This page asks nothing.',
  readOnly: 'This farm is open for reading only. Its answers cannot be changed here.',
  busy: 'Answers cannot be changed while something runs. They can when it has ended or was cancelled.',
  scope: { farm: 'whole farm', node: 'this node' },
  notAnswered: 'This is the default.',
  example: (example: string) => `For example: ${example}`,
  clause: (source: string, place: string) => `Asked for by ${source}, ${place}.`,
  problem: (message: string, remedy: string) => [message, remedy].filter((part) => part !== '').join(' '),
  derived: 'What follows from the answers',
  derivedExplain: 'These are not asked.',
  errorHeading: 'There is a problem',
  namesHint: 'One name a line. A range such as web[01-40] stands for all its names.',
  namesEmpty: 'A farm needs two nodes. Paste names, or a range such as web[01-04].',
  namesImport: 'Import CSV',
  namesReading: 'Reading the names.',
  namesRead: (names: number) => `${some(names, 'name', 'names')} understood`,
  namesSample: sampleOf,
  namesProblems: (entries: number) => `${some(entries, 'entry', 'entries')} cannot be used`,
  namesProblemsKept: 'The farm keeps the nodes it had until they are corrected or removed.',
  namesCaption: 'Entries that cannot be used',
  namesNotes: (entries: number) => `${some(entries, 'entry was', 'entries were')} counted once or not used`,
  namesNotesCaption: 'Entries that were counted once or not used',
  namesLine: 'Line',
  namesText: 'Text',
  namesWhy: 'Why',
  namesTooLong: 'This text is longer than 1,000,000 characters.',
  namesTooLongRemedy: 'Use a shorter list, or ranges such as web[01-40].',
  namesImported: (file: string) => `${file} was added below what stood here.`,
  namesUnreadable: (file: string) => `${file} cannot be read.`,
  namesUnreadableRemedy: 'Choose a text file, such as a CSV file with one name in each row.',
};

/** Texts of the form for secrets. */
export const secretWords = {
  heading: 'Secrets this run needs',
  explain: 'Kept in memory only, asked again after a restart.',
  label: {
    serviceAccountPassword: 'Password of the service account',
    databaseAdministratorPassword: 'Password of the database administrator',
  } as Record<string, string>,
  /** For a name that has no words of its own: `auditReaderPassword` becomes `Audit reader password`. */
  unnamed: (name: string) => {
    const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
    return spaced.charAt(0).toUpperCase() + spaced.slice(1);
  },
  /** A secret's title, by its name. */
  title: (name: string): string => secretWords.label[name] ?? secretWords.unnamed(name),
  show: (label: string) => `Show or hide: ${label}`,
  missing: (label: string) => `Enter the ${label.charAt(0).toLowerCase()}${label.slice(1)}.`,
  give: 'Use these secrets',
  given: 'The secrets were taken.',
};

/** Texts of the review page. */
export const reviewWords = {
  answers: 'Every answer',
  change: 'Change',
  changeWhat: (label: string) => `Change: ${label}`,
  fixed: 'follows from other answers',
  default: 'default',
  nothing: 'not answered',
  yes: 'yes',
  no: 'no',
  problem: 'cannot be used as it stands',
  names: (names: readonly string[]) => {
    if (names.length === 0) return 'no names';
    return names.length <= NAMES_SHOWN ? sampleOf(names) : `${names.length} names, ${sampleOf(names)}`;
  },
  namesUnusable: 'a list with entries that cannot be used',
  wizardDoes: 'What the wizard will do',
  wizardNothing: 'Nothing: the hosts of this farm are not reached by the wizard.',
  byHand: 'What you must do by hand',
  byHandNothing: 'Nothing: the wizard carries out every step.',
  workSteps: (steps: number) => some(steps, 'step', 'steps'),
  on: (hosts: string) => `on ${hosts}`,
  hosts: (hosts: readonly string[]) =>
    hosts.length <= 3 ? hosts.join(', ') : `${hosts.slice(0, 2).join(', ')} and ${hosts.length - 2} more hosts`,
  strip: 'How the farm stands',
  blocking: (findings: number) => `${findings} blocking`,
  accepted: (findings: number) => `${findings} accepted`,
  nearest: (day: string) => `the first until ${day}`,
  over: 'over',
  acceptedAside: (holding: number, expired: number) =>
    expired === 0 ? `${holding} accepted, required or not` : `${holding} accepted, required or not; ${expired} expired`,
  expired: (findings: number) => `${findings} expired`,
  unverified: (checks: number) => `${checks} unverified`,
  blockingUnknown: 'Blocking: not known',
  blockingUnknownExplain: 'the farm is not proven as it stands',
  blockingExplain: 'required checks that failed and nobody accepted',
  acceptedExplain: 'findings that a person accepted, required or not',
  unverifiedExplain: (required: number) => `checks that did not run or could not tell, ${required} of them required`,
  findings: 'Open findings',
  findingsNone: 'No open findings.',
  findingsBefore: 'Nothing has been tested, so there are no findings.',
  must: 'must fix',
  should: 'should fix',
  accept: 'Accept',
  acceptWhat: (title: string) => `Accept: ${title}`,
  acceptExplain:
    'An accepted finding keeps its verdict. The report and the runbook show who accepted it, why and until when.',
  who: 'Who accepts it',
  whoHelp: 'The name of a person.',
  why: 'Why',
  whyHelp: 'One line; it stands in the runbook.',
  until: 'Until',
  untilHelp: 'The last day on which it is accepted.',
  whoMissing: 'Enter who accepts it.',
  whyMissing: 'Enter why it is accepted.',
  untilMissing: 'Enter the last day on which it is accepted.',
  untilOver: 'This day is over. Enter a day to come.',
  acceptIt: 'Accept this finding',
  keepOpen: 'Keep it open',
  acceptedNow: 'The finding is accepted.',
  acceptedHeading: 'Accepted findings',
  acceptedCaption: 'Findings that a person accepted, the first to end stands first',
  check: 'Check',
  document: { runbook: 'Runbook', report: 'Report of the proof' },
  documentExplain: {
    runbook: 'Everything that was decided, done and proven, for those who run the farm. Secrets are never in it.',
    report: 'The last proof alone: every check, what was seen, and the addresses in the audit.',
  },
  noReport: 'The farm is not proven as it stands, so there is no report yet. Prove it on the page Verify.',
  preview: 'Preview',
  previewAgain: 'Make the preview again',
  saveAs: {
    html: 'Save as a web page',
    md: 'Save as Markdown',
    junit: 'Save as JUnit XML',
    pdf: 'Save as PDF',
  },
  of: (deed: string, document: string) => `${deed}: ${document}`,
  copy: 'Copy the Markdown',
  copied: 'Copied',
  previewRegion: (document: string) => `Preview as Markdown: ${document}`,
  downloaded: (file: string) => `${file} was handed to the downloads of this window.`,
  saved: (file: string) => `Saved as ${file}.`,
  fileName: (kind: string, farm: string, ending: string) => `${kind}-${farm}.${ending}`,
};
