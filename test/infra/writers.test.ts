import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCloud } from '../../infra/rights/read-cloud.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';

/** What leaves something behind: a write, a message, a file, a signature, a key. */
const writing =
  /^(dynamodb:(Put|Update|Delete|BatchWrite)|s3:(Put|Delete|Abort)|sqs:Send|events:Put|kms:(Sign|Create|Disable|Enable|Schedule|Tag|Update))/;

const { functions } = readCloud(synthesise('cn-north-1', 'cn-northwest-1'));
const writers = functions.flatMap(({ name, statements }) => {
  const actions = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((one) => one.actions);
  return actions.some((action) => writing.test(action)) ? [name] : [];
});

const rows = readFileSync('docs/evidence/faults.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]/.test(line));
const named = rows.flatMap((row) => (row.split('|')[1] ?? '').trim().split(', '));

describe('every function that may write', () => {
  it('has a row in the evidence of faults', () => {
    expect(writers.length).toBeGreaterThan(40);
    expect([...new Set(writers)].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('and no row names a function that is not there, or twice', () => {
    const known = new Set(functions.map(({ name }) => name));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(named.length).toBe(new Set(named).size);
  });
});
