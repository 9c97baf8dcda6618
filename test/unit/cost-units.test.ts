import { describe, expect, it } from 'vitest';
import { addUnits, costOf, countCall, countRun } from '../cost/count-units.ts';

const dynamo = (operation: string, body: unknown) => ({
  ...{ by: 'issuing/issue-licence', run: 1, method: 'POST', path: '/' },
  target: `DynamoDB_20120810.${operation}`,
  body: JSON.stringify(body),
});
const kms = (operation: string) => ({ ...dynamo('', {}), target: `TrentService.${operation}` });
const writeUnit = 'DynamoDB write unit (on demand)';
const readUnit = 'DynamoDB read unit (on demand)';

describe('what a call costs', () => {
  it('counts each kilobyte begun of each item of a transaction twice', () => {
    const large = { pk: { S: 'a'.repeat(1500) } };
    const items = [{ Put: { Item: large } }, { Update: {} }, { ConditionCheck: {} }];
    const { units } = countCall(dynamo('TransactWriteItems', { TransactItems: items }));
    expect(units).toEqual({ [writeUnit]: 2 * (2 + 1 + 1) });
  });

  it('counts a read that must see the last write twice as much as another', () => {
    expect(countCall(dynamo('GetItem', { ConsistentRead: true })).units).toEqual({ [readUnit]: 1 });
    expect(countCall(dynamo('Query', {})).units).toEqual({ [readUnit]: 0.5 });
  });

  it('tells a signature from a MAC', () => {
    expect(countCall(kms('Sign')).units).toEqual({ 'KMS request, ECC key': 1 });
    expect(countCall(kms('GenerateMac')).units).toEqual({
      'KMS request, symmetric or HMAC key': 1,
    });
  });

  it('names what it has no price for', () => {
    expect(() => countCall({ ...kms('x'), target: 'Unheard.Of' })).toThrow(
      'no price for Unheard.Of',
    );
  });

  it('adds a run up: its own time, its waiting, its calls', () => {
    const units = countRun([kms('Sign'), dynamo('PutItem', {})]);
    expect(units['Lambda GB-second (arm64)']).toBeCloseTo((5 + 15 + 6) / 1000);
    expect(units).toMatchObject({ 'Lambda request': 1, 'KMS request, ECC key': 1, [writeUnit]: 1 });
    expect(costOf(addUnits({}, { 'KMS request, ECC key': 1 }, 1e6))).toBeCloseTo(15);
  });
});
