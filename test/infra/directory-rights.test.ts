import { describe, expect, it } from 'vitest';
import { allows } from '../../infra/rights/policy.ts';
import { readCloud } from '../../infra/rights/read-cloud.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';

const { functions, resources } = readCloud(synthesise('cn-north-1'));
const directory = resources.find(({ name }) => name === 'Directory')?.arn ?? '';

/** Names of the functions that may do it with items of that partition. */
const whoMay = (action: string, partition: string) =>
  functions
    .filter(({ statements }) => {
      const context = { 'dynamodb:LeadingKeys': partition };
      return allows(statements, { action: `dynamodb:${action}`, resource: directory, context });
    })
    .map(({ name }) => name)
    .sort();

describe('the public function of the directory', () => {
  it.each(['department#A', 'departments', 'type#T', 'types', 'provinces', 'agreements'])(
    'may read %s',
    (partition) => {
      expect(whoMay('GetItem', partition)).toContain('ShowDirectory');
      expect(whoMay('Query', partition)).toContain('ShowDirectory');
    },
  );

  it.each(['client#a', 'proposals', 'history#client#a', 'idem#a#b', 'province'])(
    'may not read %s',
    (partition) => {
      expect(whoMay('GetItem', partition)).not.toContain('ShowDirectory');
      expect(whoMay('Query', partition)).not.toContain('ShowDirectory');
    },
  );
});

describe('the history of the directory', () => {
  it.each(['history#department#A', 'history#client#a', 'history#type#T'])(
    'is written at %s by deciding only, and never changed or removed',
    (partition) => {
      expect(whoMay('PutItem', partition)).toEqual(['DecideProposal']);
      expect(whoMay('UpdateItem', partition)).toEqual([]);
      expect(whoMay('DeleteItem', partition)).toEqual([]);
    },
  );
});

describe('a proposal', () => {
  it('is made and decided by two functions, of which one only changes the directory', () => {
    expect(whoMay('PutItem', 'proposals')).toEqual(['DecideProposal', 'ProposeChange']);
    for (const partition of [
      'department#A',
      'departments',
      'type#T',
      'types',
      'client#a',
      'provinces',
      'agreements',
    ]) {
      expect(whoMay('PutItem', partition)).toEqual(['DecideProposal']);
    }
    expect(whoMay('UpdateItem', 'department#A')).toEqual(['DecideProposal']);
  });
});
