import { createTheme } from '@mantine/core';

/** A deep harbour blue: calm, and legible in white on it (6.8:1). Everything else comes from `theme.css`. */
const harbour = [
  '#eef6fa',
  '#d8e9f2',
  '#b0d3e6',
  '#8cc1de',
  '#5fa6cd',
  '#4799c6',
  '#3a8fbf',
  '#2a78a3',
  '#1c5f86',
  '#124966',
] as const;

const SYSTEM_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const SYSTEM_MONO = 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** The look of Mantine's components. Colours of our own parts are the custom properties of `theme.css`. */
export const theme = createTheme({
  primaryColor: 'harbour',
  colors: { harbour },
  primaryShade: { light: 8, dark: 7 },
  fontFamily: SYSTEM_FONT,
  fontFamilyMonospace: SYSTEM_MONO,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
