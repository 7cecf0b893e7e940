/** Names of the messages between a page's preload and the main process. */
export const CHANNELS = {
  openLine: 'line:open',
  line: 'line:port',
  coreEnded: 'core:ended',
  resume: 'core:resume',
  ready: 'page:ready',
  openFarm: 'farm:open',
  chooseFarm: 'farm:choose',
  saveText: 'save:text',
  savePdf: 'save:pdf',
} as const;
