const PRODUCT = 'Farmwright';

/** Texts that frame every page: the bar above it, the window's title, and the texts for pages that cannot be shown. */
export const frameWords = {
  product: PRODUCT,
  skip: 'Skip to the content',
  title: (...parts: string[]) => [...parts, PRODUCT].join(' - '),
  broken: {
    heading: 'Part of this page could not be shown',
    explain: 'Nothing was lost: all saved answers are in the farm file. Reload the page.',
    reload: 'Reload the page',
  },
  theme: {
    auto: 'System theme',
    light: 'Light theme',
    dark: 'Dark theme',
    label: (now: string, next: string) => `${now}. Change to ${next.toLowerCase()}`,
  },
  unknownPage: {
    heading: 'Page not found',
    explain: 'There is no page at this address.',
    start: 'Go to the start page',
  },
};
