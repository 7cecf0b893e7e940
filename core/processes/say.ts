import { z } from 'zod';
import { errorData } from '../model/errors.ts';
import type { Starter } from './starter.ts';

const Say = z.object({ type: z.literal('say'), id: z.int(), words: z.array(z.string()), stdin: z.string().nullable() });

/**
 * Answers what is said to this process over its channel, each time with the text that `answer` gives.
 * @param answer gets the words, and what was handed over beside them; may throw what the other side is to be told
 */
export function onSaid(
  starter: Starter,
  answer: (words: string[], stdin: string | null) => string | Promise<string>,
): void {
  starter.onMessage((message) => {
    const said = Say.safeParse(message);
    if (!said.success) return;
    const { id, words, stdin } = said.data;
    Promise.resolve()
      .then(() => answer(words, stdin))
      .then(
        (text) => starter.send({ id, ok: true, text }),
        (error) => starter.send({ id, ok: false, error: errorData(error) }),
      );
  });
}
