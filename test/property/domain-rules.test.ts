import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCitizenNumber, toCitizenCheck } from '../../shared/domain/citizen-number.ts';
import {
  addDays,
  civilDateOf,
  endSeconds,
  lastDayOfTerm,
  readCivilDate,
  startOfDay,
} from '../../shared/domain/civil-date.ts';
import { readIdentifier, toIdentifier, toLicenceId } from '../../shared/domain/identifier.ts';
import { licenceStates } from '../../shared/domain/licence.ts';
import { foldEntries } from '../../shared/domain/licence-fold.ts';
import { isEnded, nextState } from '../../shared/domain/licence-state.ts';
import { toSerial } from '../../shared/domain/serial.ts';
import {
  checkSocialCreditCode,
  toOrganisationCheck,
  toSocialCreditCheck,
} from '../../shared/domain/social-credit-code.ts';
import {
  makeStatusIndexPermutation,
  statusListLength,
} from '../../shared/domain/status-index-permutation.ts';
import { checkText } from '../../shared/domain/text.ts';
import { checkLaw } from '../build/check-law.ts';
import { sampleDepartments, samplePersons } from '../build/sample-holders.ts';
import { sampleTypes } from '../build/sample-types.ts';

const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const digits = '0123456789';
const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const textOf = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });

const socialCreditCode = fc
  .tuple(textOf(letters, 2), textOf(digits, 6), textOf(letters, 8))
  .map(([kind, division, body]) => `${kind}${division}${body}${toOrganisationCheck(body)}`)
  .map((first17) => `${first17}${toSocialCreditCheck(first17)}`);

const state = fc.constantFrom(...licenceStates);
const entry = fc.record({
  region: fc.constantFrom('a', 'b'),
  epoch: fc.integer({ min: 1, max: 3 }),
  seq: fc.integer({ min: 1, max: 6 }),
  state,
});
const entries = fc.array(entry, { minLength: 1, maxLength: 8 });

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x2ff }),
  fc.integer({ min: 0x2000, max: 0xffff }),
  fc.integer({ min: 0, max: 0x10ffff }),
);

const civilDate = fc
  .date({ min: new Date('1970-01-02'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => readCivilDate(date.toISOString().slice(0, 10)));

describe('laws of codes', () => {
  it('every social credit code made by the rule is accepted, and none with one character changed', () => {
    checkLaw(
      fc.property(
        socialCreditCode,
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...letters),
        (code, at, letter) => {
          expect(checkSocialCreditCode(code)).toBeUndefined();
          const changed = `${code.slice(0, at)}${letter}${code.slice(at + 1)}`;
          if (changed !== code) expect(checkSocialCreditCode(changed)).toBeDefined();
        },
      ),
    );
  });

  it('no citizen number survives a changed digit', () => {
    checkLaw(
      fc.property(
        fc.constantFrom(...samplePersons),
        fc.integer({ min: 0, max: 16 }),
        fc.constantFrom(...digits),
        ({ code }, at, digit) => {
          const changed = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`;
          if (changed !== code) expect(checkCitizenNumber(changed)).toBeDefined();
          expect(toCitizenCheck(code.slice(0, 17))).toBe(code.charAt(17));
        },
      ),
    );
  });

  it('an identifier is read as it was written, and never with one character changed', () => {
    checkLaw(
      fc.property(
        fc.record({
          type: fc.constantFrom(...sampleTypes()),
          department: fc.constantFrom(...sampleDepartments),
          serial: textOf(alphanumeric, 20),
          version: fc.integer({ min: 1, max: 999 }),
          at: fc.nat(),
          letter: fc.constantFrom(...alphanumeric),
        }),
        ({ type, department, serial, version, at, letter }) => {
          const licenceId = toLicenceId(type.code, department.code, serial);
          const identifier = toIdentifier(licenceId, version);
          expect(readIdentifier(identifier)).toEqual({
            identifier,
            licenceId,
            type: type.code,
            issuer: department.code,
            serial,
            version,
          });
          const place = at % identifier.length;
          const changed = `${identifier.slice(0, place)}${letter}${identifier.slice(place + 1)}`;
          if (changed !== identifier) expect(() => readIdentifier(changed)).toThrow();
        },
      ),
    );
  });

  it('a serial has twenty characters, whatever the bytes', () => {
    checkLaw(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32, max: 251 }), (bytes) => {
        expect(toSerial(bytes)).toMatch(/^[0-9A-Z]{20}$/);
      }),
    );
  });

  it('a text that may be shown is itself in NFC, trimmed and within its length', () => {
    checkLaw(
      fc.property(fc.array(codePoint, { maxLength: 12 }), (codePoints) => {
        const text = String.fromCodePoint(...codePoints);
        if (checkText(text, 8) !== undefined) return;
        expect(text.normalize('NFC').trim()).toBe(text);
        expect([...text].length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('laws of dates', () => {
  it('a moment lies within the civil day of its date', () => {
    checkLaw(
      fc.property(civilDate, fc.integer({ min: 0, max: 86_399_999 }), (date, milliseconds) => {
        const moment = startOfDay(date) + milliseconds;
        expect(civilDateOf(moment as ReturnType<typeof startOfDay>)).toBe(date);
        expect(moment / 1000).toBeLessThan(endSeconds(date));
      }),
    );
  });

  it('terms follow each other without gap or overlap, but for 29 February', () => {
    checkLaw(
      fc.property(civilDate, fc.integer({ min: 1, max: 30 }), (date, years) => {
        fc.pre(!date.endsWith('02-29'));
        const next = addDays(lastDayOfTerm(date, years), 1);
        expect(next.slice(4)).toBe(date.slice(4));
        expect(Number(next.slice(0, 4)) - Number(date.slice(0, 4))).toBe(years);
      }),
    );
  });
});

describe('laws of states', () => {
  it('an ended state absorbs, however the changes follow', () => {
    checkLaw(
      fc.property(state, fc.array(state, { maxLength: 10 }), (start, asked) => {
        let present = start;
        for (const to of asked) {
          const after = nextState(present, to)?.state ?? present;
          if (isEnded(present)) expect(after).toBe(present);
          present = after;
        }
      }),
    );
  });

  it('entries fold to the same in any order and however often they arrive', () => {
    const shuffled = entries.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      ),
    );
    checkLaw(
      fc.property(shuffled, ([all, again]) => {
        expect(foldEntries(again)).toEqual(foldEntries(all));
      }),
    );
  });

  it('no further entry brings an ended licence back', () => {
    checkLaw(
      fc.property(entries, entries, (some, more) => {
        const before = foldEntries(some);
        const after = foldEntries([...some, ...more]);
        if (before && isEnded(before.state)) expect(after && isEnded(after.state)).toBe(true);
        if (before && after) expect(after.seq).toBeGreaterThanOrEqual(before.seq);
      }),
    );
  });
});

describe('the permutation of status indexes', () => {
  const indexesOf = (key: Uint8Array, count: number) => {
    const permute = makeStatusIndexPermutation(key, sha256);
    return Array.from({ length: count }, (_, at) => permute(at));
  };

  it('gives each index of a list exactly once (T01)', () => {
    const permute = makeStatusIndexPermutation(new Uint8Array(32).fill(7), sha256);
    const taken = new Uint8Array(statusListLength);
    for (let count = 0; count < statusListLength; count += 1) {
      const index = permute(count);
      taken[index] = (taken[index] ?? 0) + 1;
    }
    expect(taken.every((times) => times === 1)).toBe(true);
  });

  it('is another with each key, the same with the same, and not in order (T02)', () => {
    checkLaw(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat({ max: 31 }),
        (key, at) => {
          const other = Uint8Array.from(key, (byte, place) => (place === at ? byte ^ 1 : byte));
          const indexes = indexesOf(key, 64);
          expect(indexesOf(key, 64)).toEqual(indexes);
          expect(indexesOf(other, 64)).not.toEqual(indexes);
          expect(indexes).not.toEqual(indexes.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('refuses counts outside the list and keys of another length', () => {
    const permute = makeStatusIndexPermutation(new Uint8Array(32), sha256);
    for (const count of [-1, statusListLength, 0.5, Number.NaN])
      expect(() => permute(count)).toThrow(RangeError);
    expect(() => makeStatusIndexPermutation(new Uint8Array(16), sha256)).toThrow(RangeError);
  });
});
