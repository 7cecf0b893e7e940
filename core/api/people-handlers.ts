import type { Core } from './core.ts';
import type { Implementer } from './implementer.ts';

/** The contract's part on people who work at hosts. */
export function peopleHandlers(core: Core, os: Implementer) {
  const peopleOf = (farm: string) => core.farm(farm).people;
  return {
    waiting: os.people.waiting.handler(({ input }) => peopleOf(input.farm).waiting()),
    instructions: os.people.instructions.handler(({ input }) => peopleOf(input.farm).instructions(input.item)),
    handIn: os.people.handIn.handler(({ input: { farm, ...given } }) => {
      peopleOf(farm).handIn(given);
      return { waiting: peopleOf(farm).waiting() };
    }),
    pack: os.people.pack.handler(({ input: { farm, who, format } }) => {
      const { html, markdown } = peopleOf(farm).pack(who);
      return { text: format === 'html' ? html : markdown };
    }),
    takePack: os.people.takePack.handler(({ input: { farm, text, who } }) => ({
      ...peopleOf(farm).takePack(text, who),
      waiting: peopleOf(farm).waiting(),
    })),
  };
}
