import { z } from 'zod';

/**
 * One line of text that a person wrote, as every page and report can show it. Characters that nobody sees are refused:
 * control characters, line separators and format characters (Unicode categories Cc, Zl, Zp and Cf), which can make a
 * text look different from its content, such as U+202E. U+200C and U+200D stay: scripts and emoji need them.
 */
export const Line = z
  .string()
  .trim()
  .min(1, 'it is empty')
  .refine((text) => unseenIn(text) === null, {
    error: ({ input }) =>
      `it holds a character that cannot be seen, ${unseenIn(String(input))}; write it in one line without that`,
  });

/** `U+202E`: the first character of a text that cannot be seen and may change how it reads; null if there is none. */
function unseenIn(text: string): string | null {
  const [found] = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.exec(text) ?? [];
  return found === undefined ? null : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
