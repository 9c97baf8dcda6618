import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  macKeys,
  signerPlans,
  signingKeyNames,
} from '../../functions/governing/hold-ceremony/ceremony-plan.ts';

const page = readFileSync('docs/ceremony.md', 'utf8');
const toList = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

it('tells whoever holds the ceremony each key that it makes, in their order, and each signer', () => {
  expect(page).toContain(`keys ${toList(signingKeyNames)}`);
  expect(page).toContain(`keyed-digest keys ${toList(macKeys.map(({ name }) => name))}`);
  expect(page).toContain(`Signers (${toList(Object.keys(signerPlans))})`);
});
