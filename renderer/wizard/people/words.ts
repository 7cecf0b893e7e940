import { count } from '../../plural.ts';

/** Texts on what people at the hosts are asked for, and on what they hand in. */
export const peopleWords = {
  waiting: (who: readonly string[], items: number) => `Waiting for ${named(who)}: ${count(items, 'item', 'items')}`,
  waitingFor: (who: readonly string[]) => `waiting for ${named(who)}`,
  nothing: 'Nothing is waited for any more',
  here: (items: number, of: number) =>
    `${items < of ? `${items} of them` : items === 1 ? 'It' : 'All'} can be handed in on this page, below.`,
  since: (time: string) => `since ${time}`,
  on: (host: string) => `on ${host}`,
  onPage: (page: string) => `on the page ${page}`,
  goOn: 'Go on',
  goOnExplain: 'Looks at every host again and hands over what comes next. What is still waited for stays here.',
  items: 'items',
  documents: 'Instructions as documents',
  documentsExplain:
    'One document for each person, with all instructions and a block for each answer. It contains no secrets. Send it, and take in the answers when it comes back.',
  save: { md: 'Save as Markdown', html: 'Save as web page' },
  saveFor: (save: string, who: string) => `${save}: ${who}`,
  fileName: (farm: string, who: string, ending: string) => `${farm}-for-${who}.${ending}`,
  takeIn: 'Take in a filled-in document',
  takeInText: 'Text of the filled-in document',
  takeInHelp: 'Paste the document or its answer blocks, or choose the Markdown file.',
  chooseFile: 'Choose a file',
  takeInVerb: 'Take in the answers',
  textMissing: 'Paste the filled-in document, or choose its file.',
  taken: (items: number) => `${count(items, 'answer', 'answers')} taken in.`,
  problems: (items: number) => `${count(items, 'answer', 'answers')} could not be used:`,
  heading: 'To be done by people',
  instructions: 'Instructions',
  reading: 'Reading the instructions.',
  before: 'What you need before you begin',
  copy: 'Copy',
  copyWhat: (what: string) => `Copy: ${what}`,
  script: 'Text to copy',
  reported: {
    failed: (who: string, time: string) => `Reported as failed by ${who}, ${time}`,
    outOfDate: (who: string, time: string) => `Handed in by ${who}, ${time}, for earlier instructions`,
    again: 'The instructions have changed since. Follow the present ones, and hand in what was seen then.',
    noText: 'Nothing was written with it.',
  },
  text: 'What was seen',
  textShows: (shows: string) => `Paste what you see when you check: ${shows}.`,
  textReading: 'Paste the whole answer. If there is nothing to show, leave this empty.',
  textOptional: 'Optional. If it failed, paste the message.',
  who: 'Handed in by',
  whoHelp: 'Name of the person who did it.',
  whoMissing: 'Enter the name of the person who did it.',
  done: 'Done',
  failed: 'It failed',
  of: (verb: string, title: string, host: string) => `${verb}: ${title}, ${host}`,
  handedIn: (title: string) => `Handed in: ${title}`,
  reportedNow: (title: string) => `Reported as failed: ${title}`,
  consent: {
    heading: 'What the proof may do',
    allowed: 'audit entries allowed',
    notAllowed: 'audit entries not allowed',
    auditEntries: 'Requests may leave entries in the application’s audit record',
    auditEntriesHelp:
      'The entries begin with fw- and remain there. Without this, checks that look for them are skipped, and the farm cannot be ready.',
    drill: 'The failover test may drain nodes, and stop one and start it again',
    drillHelp: 'A few requests of users may fail. Without this, the failover test is skipped.',
    noDrill: 'The failover test is skipped: people work on the nodes, so none is stopped from here.',
  },
};

/** `Ada`, `Ada and Ben`, `Ada, Ben and 3 more`. */
function named(names: readonly string[]): string {
  const [first = '', second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`;
}
