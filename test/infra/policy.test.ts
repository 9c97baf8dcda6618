import { describe, expect, it } from 'vitest';
import { allows, isLike, type Statement } from '../../infra/rights/policy.ts';

const key = 'arn:<partition>:kms:eu-central-1:<account>:key/a';
const statement = (more: Partial<Statement> = {}): Statement => ({
  effect: 'Allow',
  actions: ['kms:Sign'],
  resources: [key],
  conditions: {},
  principals: [],
  ...more,
});
const sign = { action: 'kms:Sign', resource: key };

describe('how policies are read', () => {
  it('denies what nothing allows', () => {
    expect(allows([], sign)).toBe(false);
    expect(allows([statement()], { ...sign, action: 'kms:Verify' })).toBe(false);
    expect(allows([statement()], { ...sign, resource: `${key}b` })).toBe(false);
  });

  it('lets a denial outweigh', () => {
    expect(allows([statement()], sign)).toBe(true);
    expect(allows([statement(), statement({ effect: 'Deny' })], sign)).toBe(false);
  });

  it('knows wildcards in actions and resources, and letters of either case in actions', () => {
    expect(allows([statement({ actions: ['KMS:S*'], resources: ['arn:*:key/?'] })], sign)).toBe(
      true,
    );
    expect(isLike('a.b', 'a?b')).toBe(true);
    expect(isLike('axb', 'a.b')).toBe(false);
    expect(isLike('list#1', 'list')).toBe(false);
  });

  it.each([
    ['StringEquals', 'seal', true],
    ['StringEquals', 'root', false],
    ['StringEquals', undefined, false],
    ['StringLike', 'seal', true],
    ['ForAllValues:StringLike', 'root', false],
    // as AWS does: true of nothing at all
    ['ForAllValues:StringLike', undefined, true],
  ])('holds %s against %s: %s', (operator, given, expected) => {
    const one = statement({ conditions: { [operator]: { tag: ['seal'] } } });
    const context = given === undefined ? {} : { tag: given };
    expect(allows([one], { ...sign, context })).toBe(expected);
  });

  it('knows a key that is not there', () => {
    const one = statement({ conditions: { Null: { tag: ['true'] } } });
    expect(allows([one], sign)).toBe(true);
    expect(allows([one], { ...sign, context: { tag: 'root' } })).toBe(false);
  });

  it('guesses at no condition that it does not know', () => {
    const one = statement({ conditions: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } } });
    expect(() => allows([one], sign)).toThrow('IpAddress');
  });
});
