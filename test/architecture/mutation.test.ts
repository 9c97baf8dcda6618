import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutationGroups } from '../mutation/groups.ts';

const groups = Object.entries(mutationGroups);
const altered = groups.flatMap(([, { mutate }]) =>
  mutate.flatMap((file) => globSync(`shared/${file}.ts`)),
);

it('alters every file of the three folders in one group, and in one only', () => {
  const files = globSync('shared/{domain,formats,verify}/**/*.ts').filter(
    (file) => !file.endsWith('.d.ts') && file !== 'shared/formats/glyph-coverage-data.ts',
  );
  expect(altered.toSorted()).toEqual(files.toSorted());
});

it.each(groups)('has tests and files behind every name of the group %s', (_name, group) => {
  for (const file of group.mutate) expect(globSync(`shared/${file}.ts`), file).not.toEqual([]);
  for (const test of group.tests) expect(globSync(`test/${test}.test.ts`), test).not.toEqual([]);
});
