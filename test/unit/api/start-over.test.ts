import { expect, it } from 'vitest';
import { coreStand } from '../../support/core-stand.ts';

it('starting over keeps answers that cannot be used yet, and what is wrong with them', async () => {
  const { farm, begin, view } = coreStand();
  const id = await begin('Anew');
  const values = [
    { path: 'serviceAccount', value: 'svc\nkept' },
    { path: 'nodes', value: ['node-01'] },
    { path: 'settle.times', value: '5' },
  ];
  const before = await farm.answer({ farm: id, values });
  expect(before.problems.map(({ path }) => path).toSorted()).toEqual(['nodes', 'serviceAccount']);
  await farm.startOver({ farm: id });
  const after = await farm.form({ farm: id });
  expect(after.problems).toEqual(before.problems);
  const answers = (form: typeof after) => form.fields.map(({ path, value }) => [path, value]);
  expect(answers(after)).toEqual(answers(before));
  expect((await view(id)).landing).toBe('database');
  // They are in the file, not only in this session.
  const { path } = await view(id);
  await farm.close({ farm: id });
  const again = await farm.open({ path, write: false });
  expect((await farm.form(again)).problems).toEqual(before.problems);
});
