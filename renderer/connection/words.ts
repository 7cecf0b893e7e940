/** Texts on the connection between a page and Farmwright's core, and on what fails there. */
export const connectionWords = {
  label: 'Connection',
  connecting: 'Connecting to Farmwright on this computer.',
  connected: 'Connected.',
  connectingExplain: 'You can fill in this page meanwhile. Actions start once the connection is there.',
  lost: (at: string) => `Connection lost at ${at}. Retrying.`,
  explain: 'Anything that is running continues without this page. If Farmwright was restarted, open its new address.',
  tryNow: 'Retry now',
  back: 'Connection restored.',
  ended: (at: string, code: number) => `The core of Farmwright ended at ${at} with code ${code}.`,
  endedExplain:
    'All answers and results up to then are in the farm file. Resume restarts the core and opens the farm again.',
  resume: 'Resume',
  failure: {
    refused: (message: string) => `The request was not accepted: ${message}.`,
    report: 'This is a fault in Farmwright. Save the activity log and report it.',
    noLine: 'Farmwright on this computer did not answer within 15 s.',
    noLineRemedy: 'Check that Farmwright is still running, then press the button again.',
    interrupted: 'The connection to Farmwright ended before the answer came.',
    coreEnded: (code: number) => `The core of Farmwright ended with code ${code} before it answered.`,
    coreEndedRemedy: 'Press Resume at the top of this window, then try again.',
  },
  downloaded: (file: string) => `Saved to your Downloads folder: ${file}`,
  saved: (file: string) => `Saved as ${file}`,
};
