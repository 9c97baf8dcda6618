import { describe, expect, it } from 'vitest';
import {
  type DepartmentSheet,
  readDepartmentSheet,
  toDepartmentSheetPayload,
} from '../../shared/formats/department-sheet.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import { digestOf } from '../build/digest-of.ts';
import { refusalOf } from '../build/refusal-of.ts';

const url = 'https://province.example';
const type = '11100000MB0341032Y902';
const repeat = (count: number, value: JsonValue) => new Array<JsonValue>(count).fill(value);
const certificate = (characters: number) => 'A'.repeat(characters);
const sheet: DepartmentSheet = {
  ...{ provinceUrl: url, number: 1, issuedAt: 1000 },
  department: { code: '11210100MB9Y10011Q', name: '示例局', division: '210100' },
  seals: [{ id: 'a', certificate: digestOf('a'), der: Uint8Array.of(0x30, 0), states: [] }],
  mayIssue: [],
};
const sheetPayload = toDepartmentSheetPayload(sheet);
const asSheet = (claims: Record<string, JsonValue>) =>
  refusalOf(() => readDepartmentSheet({ ...sheetPayload, ...claims }));
const sealed = (parts: JsonObject) => ({
  seals: [{ id: 'a', certificate: digestOf('a'), states: [], ...parts }],
});
const state = (one: string, from: number) => ({ state: one, from });

describe('a department sheet', () => {
  it('carries certificates where it has them, and nothing where it has none', () => {
    expect(readDepartmentSheet(sheetPayload)).toEqual(sheet);
    expect(sheetPayload).not.toHaveProperty('exp');
    expect(() => toDepartmentSheetPayload({ ...sheet, number: 0 })).toThrow();
  });

  it.each<[string, Record<string, JsonValue>]>([
    ['a seal has an id of 64', sealed({ id: 'Z-9'.padEnd(64, 'a') })],
    [
      'two changes fell into one second',
      sealed({ states: [state('enabled', 5), state('suspended', 5)] }),
    ],
    [
      'a seal was cancelled in the end',
      sealed({ states: [state('enabled', 5), state('cancelled', 5)] }),
    ],
    ['a certificate has 8192 characters', sealed({ certificate_der: certificate(8192) })],
    ['a seal changed 1000 times', sealed({ states: repeat(1000, state('enabled', 5)) })],
    ['a type may be issued for one second', { may_issue: [{ type, from: 5, until: 6 }] }],
    ['5000 types may be issued', { may_issue: repeat(5000, { type, from: 5 }) }],
  ])('may say that %s', (_what, claims) => {
    expect(asSheet(claims)).toBeUndefined();
  });

  it.each<[string, string, Record<string, JsonValue>]>([
    ['a seal has an id of 65', 'seals-id', sealed({ id: 'a'.repeat(65) })],
    ['a seal has an id with a line end', 'seals-id', sealed({ id: 'a\n' })],
    [
      'a change fell back',
      'seals-states-order',
      sealed({ states: [state('enabled', 4), state('suspended', 5), state('enabled', 4)] }),
    ],
    [
      'a cancelled seal was cancelled again',
      'seals-states-cancelled',
      sealed({ states: [state('cancelled', 4), state('cancelled', 5)] }),
    ],
    [
      'a cancelled seal was enabled again',
      'seals-states-cancelled',
      sealed({ states: [state('enabled', 4), state('cancelled', 5), state('enabled', 6)] }),
    ],
    [
      'a seal is in a state with more behind',
      'seals-states-state',
      sealed({ states: [state('enabled2', 4)] }),
    ],
    [
      'a seal is in a state with more before',
      'seals-states-state',
      sealed({ states: [state('unsuspended', 4)] }),
    ],
    [
      'a certificate has 8193 characters',
      'seals-certificate-der',
      sealed({ certificate_der: certificate(8193) }),
    ],
    [
      'a seal changed 1001 times',
      'seals-states',
      sealed({ states: repeat(1001, state('enabled', 5)) }),
    ],
    [
      'its code has 19 characters',
      'department-code',
      { department: { ...sheet.department, code: '11210100MB9Y10011Q0' } },
    ],
    [
      'its division has 7 digits',
      'department-division',
      { department: { ...sheet.department, division: '2101000' } },
    ],
    ['a type has 22 characters', 'may-issue-type', { may_issue: [{ type: `${type}0`, from: 5 }] }],
    ['5001 types may be issued', 'may-issue', { may_issue: repeat(5001, { type, from: 5 }) }],
    ['it has 1001 seals', 'seals', { seals: repeat(1001, {}) }],
  ])('may not say that %s', (_what, claim, claims) => {
    expect(asSheet(claims)).toBe(`malformed department-sheet-${claim}`);
  });

  it('lists 1000 seals, in order of their ids', () => {
    const seals = Array.from({ length: 1000 }, (_, at) => ({
      ...{ id: String(at).padStart(4, '0'), certificate: digestOf(`${at}`), states: [] },
    }));
    expect(asSheet({ seals })).toBeUndefined();
    expect(asSheet({ seals: [...seals.slice(1), seals[0] ?? null] })).toBe(
      'malformed department-sheet-seals-order',
    );
  });
});
