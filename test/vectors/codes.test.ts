import { describe, expect, it } from 'vitest';
import { checkCitizenNumber } from '../../shared/domain/citizen-number.ts';
import { readForeignIdentifier } from '../../shared/domain/foreign-identifier.ts';
import { readIdentifier, successorOf, toIdentifier } from '../../shared/domain/identifier.ts';
import { toNumberCheck } from '../../shared/domain/licence-number.ts';
import { checkSocialCreditCode } from '../../shared/domain/social-credit-code.ts';
import { errorsOf } from '../build/errors-of.ts';
import vectors from './data/codes.json' with { type: 'json' };

const { identifiers, socialCreditCodes, citizenNumbers, hybridCheck } = vectors;
const hasCode = (identifier: string) => identifier.split('.')[6]?.length === 18;

describe('codes agree with the world', () => {
  it('runs every vector', () => {
    console.log(
      `identifiers ${identifiers.right.length} + ${identifiers.miscounted.length} miscounted, social credit codes ${socialCreditCodes.valid.length} + ${socialCreditCodes.invalid.length}, citizen numbers ${citizenNumbers.valid.length} + ${citizenNumbers.invalid.length}`,
    );
    expect(identifiers.right).toHaveLength(5);
    expect(socialCreditCodes.valid).toHaveLength(7);
    expect(citizenNumbers.valid).toHaveLength(2);
  });

  it.each(identifiers.right)('reads the identifier %s of another system', (identifier) => {
    expect(readForeignIdentifier(identifier).check).toBe('right');
    expect(readForeignIdentifier(` ${identifier.toLowerCase()} `).check).toBe('right');
  });

  it.each(identifiers.miscounted)(
    'reads %s as one of a helper that miscounts, and never writes it so',
    (identifier) => {
      expect(readForeignIdentifier(identifier).check).toBe('miscounted');
      expect(errorsOf(() => readIdentifier(identifier))).toEqual({ '': 'check-digit' });
      expect(readIdentifier(`${identifier.slice(0, -1)}D`).version).toBe(1);
    },
  );

  it('refuses any third check character', () => {
    for (const identifier of [...identifiers.right, ...identifiers.miscounted]) {
      const accepted = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((check) => {
        try {
          return readForeignIdentifier(`${identifier.slice(0, -1)}${check}`);
        } catch {
          return false;
        }
      });
      expect(accepted.length).toBeLessThanOrEqual(2);
    }
  });

  it.each(identifiers.right.filter(hasCode))('writes the identifier %s alike', (identifier) => {
    const { licenceId, version } = readIdentifier(identifier);
    expect(toIdentifier(licenceId, version)).toBe(identifier);
  });

  it.each(identifiers.right.filter((one) => !hasCode(one)))(
    'never takes a division for an issuer of its own: %s',
    (identifier) => {
      expect(errorsOf(() => readIdentifier(identifier))).toEqual({ '': 'identifier' });
    },
  );

  it('computes the identifier of the next version', () => {
    const at = (serial: string) => identifiers.right.find((one) => one.includes(serial)) ?? '';
    const [first, second] = identifiers.right.filter((one) => one.includes('.20230000403.'));
    expect(successorOf(readIdentifier(first).identifier)).toBe(second);
    expect(readIdentifier(successorOf(readIdentifier(at('.2430599.')).identifier)).version).toBe(2);
  });

  it.each(socialCreditCodes.valid)('accepts the social credit code %s', (code) => {
    expect(checkSocialCreditCode(code)).toBeUndefined();
  });

  it.each(socialCreditCodes.invalid)('refuses the social credit code %s', (code) => {
    expect(checkSocialCreditCode(code)).toBe('check-digit');
  });

  it.each(citizenNumbers.valid)('accepts the citizen number %s', (code) => {
    expect(checkCitizenNumber(code)).toBeUndefined();
  });

  it.each(citizenNumbers.invalid)('refuses the citizen number %s', (code) => {
    expect(checkCitizenNumber(code)).toBe('check-digit');
  });

  it.each(hybridCheck)('gives $text the check digit $check ($system)', ({ text, check }) => {
    expect(toNumberCheck(text)).toBe(check);
  });
});
