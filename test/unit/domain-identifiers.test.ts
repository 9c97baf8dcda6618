import { describe, expect, it } from 'vitest';
import { toAlphanumericCharacter } from '../../shared/domain/alphanumeric.ts';
import { readForeignIdentifier } from '../../shared/domain/foreign-identifier.ts';
import {
  isLicenceId,
  partsOfLicenceId,
  readIdentifier,
  readLicenceId,
  successorOf,
  toIdentifier,
  toIdentifierCheck,
  toLicenceId,
} from '../../shared/domain/identifier.ts';
import { serialBytes, toSerial } from '../../shared/domain/serial.ts';
import { errorsOf } from '../build/errors-of.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

const { code: type } = sampleType('foodPermit');
const { code: issuer } = sampleDepartment();
const serial = '0A1B2C3D4E5F6G7H8I9J';
const id = toLicenceId(type, issuer, serial);

describe('the check character of an identifier', () => {
  it.each(['/', ':', '@', '[', '_', '-', 'a', '\uff10'])('is not made over %j', (character) => {
    expect(toIdentifierCheck(`09AZ${character}`)).toBeUndefined();
    expect(toIdentifierCheck('09AZ')).toMatch(/^[0-9A-Z]$/);
  });
});

it('a character stands for its value, 0 to 9 and A to Z', () => {
  expect([0, 9, 10, 35].map(toAlphanumericCharacter).join('')).toBe('09AZ');
});

describe('a licence id', () => {
  it('is type, issuer and serial', () => {
    expect(id).toBe(`${type}.${issuer}.${serial}`);
    expect(partsOfLicenceId(readLicenceId(id))).toEqual({ type, issuer, serial });
  });

  it.each([
    '',
    `${type}.${issuer}`,
    `${type}.${issuer}.${serial}.001`,
    `${type}.${issuer}.${serial.toLowerCase()}`,
    `${type}.${issuer}.A_B`,
    `${type}.210100.${serial}`,
    `${type.slice(1)}.${issuer}.${serial}`,
    `${type}.${issuer}.${'A'.repeat(65)}`,
    `${type}.${issuer}.`,
  ])('is not %j', (text) => {
    expect(isLicenceId(text)).toBe(false);
    expect(errorsOf(() => readLicenceId(text, '/id'))).toEqual({ '/id': 'licence-id' });
  });
});

describe('an identifier', () => {
  it('is another for each version', () => {
    const first = toIdentifier(id, 1);
    expect(first.startsWith(`1.2.156.3005.2.${id}.001.`)).toBe(true);
    expect(successorOf(first)).toBe(toIdentifier(id, 2));
    expect(readIdentifier(toIdentifier(id, 999))).toMatchObject({ licenceId: id, version: 999 });
  });

  it.each([0, 1000, 1.5, -1, Number.NaN])('has no version %d', (version) => {
    expect(errorsOf(() => toIdentifier(id, version))).toEqual({ '/version': 'version' });
  });

  it('has no successor after version 999', () => {
    expect(() => successorOf(toIdentifier(id, 999))).toThrow('versions-exhausted');
  });

  it.each([
    ['outer blanks', (text: string) => ` ${text}`],
    ['lower case', (text: string) => text.toLowerCase()],
    ['version 000', (text: string) => text.replace('.001.', '.000.')],
    ['no root', (text: string) => text.slice('1.2.156.3005.2.'.length)],
    ['another root', (text: string) => text.replace('3005', '3006')],
  ])('is read strictly: %s is refused', (_what, spoil) => {
    expect(errorsOf(() => readIdentifier(spoil(toIdentifier(id, 1)), '/i'))).toEqual({
      '/i': 'identifier',
    });
  });

  it('is read tolerantly where others write it otherwise', () => {
    const foreign = `1.2.156.3005.2.${type}.210100.zz_1-2.000.a`;
    expect(readForeignIdentifier(foreign)).toEqual({
      type,
      issuer: '210100',
      serial: 'zz_1-2',
      version: 0,
      check: 'undefined-here',
    });
    expect(errorsOf(() => readForeignIdentifier('1.2.156', '/i'))).toEqual({ '/i': 'identifier' });
  });
});

describe('a serial', () => {
  it('leaves out the bytes that would favour some characters', () => {
    const bytes = Uint8Array.from({ length: serialBytes }, (_, at) =>
      at < 12 ? 255 - (at % 4) : at,
    );
    expect(toSerial(bytes)).toBe('CDEFGHIJKLMNOPQRSTUV');
  });

  it('asks for enough bytes', () => {
    expect(() => toSerial(new Uint8Array(serialBytes).fill(255))).toThrow('too few');
    expect(() => toSerial(new Uint8Array(19))).toThrow('too few');
  });
});
