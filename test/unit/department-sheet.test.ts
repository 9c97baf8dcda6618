import { describe, expect, it } from 'vitest';
import {
  type DepartmentSheet,
  mayIssueAt,
  readDepartmentSheet,
  sealStateAt,
  toDepartmentSheetPayload,
} from '../../shared/formats/department-sheet.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { digestOf } from '../build/digest-of.ts';

const code = '11210100MB9Y10011Q';
const type = '11100000MB0341032Y902';
const sheet: DepartmentSheet = {
  provinceUrl: 'https://province.example',
  number: 4,
  issuedAt: 1000,
  expiresAt: 9000,
  department: { code, name: '沈阳市市场监督管理局（示例）', division: '210100' },
  seals: [
    {
      id: 'seal-a',
      certificate: digestOf('a'),
      states: [
        { state: 'enabled', from: 100 },
        { state: 'suspended', from: 200 },
        { state: 'enabled', from: 300 },
        { state: 'cancelled', from: 400 },
      ],
      compromisedFrom: 350,
    },
    { id: 'seal-b', certificate: digestOf('b'), states: [] },
  ],
  mayIssue: [
    { type, from: 100, until: 200 },
    { type, from: 300 },
  ],
};
const payload = toDepartmentSheetPayload(sheet);
const change = (claims: Record<string, JsonValue | undefined>) =>
  Object.fromEntries(
    Object.entries({ ...payload, ...claims }).filter(([, value]) => value !== undefined),
  ) as JsonObject;

function reasonOf(claims: Record<string, JsonValue | undefined>): string | undefined {
  try {
    readDepartmentSheet(change(claims));
  } catch (error) {
    if (error instanceof Problem) return error.details.reason;
    throw error;
  }
  return undefined;
}

describe('a department sheet', () => {
  it('is read as it was made, seals in order', () => {
    expect(readDepartmentSheet(payload)).toEqual(sheet);
    const turned = { ...sheet, seals: [...sheet.seals].reverse() };
    expect(toDepartmentSheetPayload(turned)).toEqual(payload);
  });

  it('is named by the address it lies at, and need not expire', () => {
    expect(payload['sub']).toBe(`https://province.example/departments/${code}/sheet`);
    expect(readDepartmentSheet(change({ exp: undefined }))).not.toHaveProperty('expiresAt');
  });

  it('knows each seal state at each second', () => {
    const [seal] = sheet.seals;
    const stateAt = (second: number) => seal && sealStateAt(seal, second);
    expect([99, 100, 199, 200, 299, 300, 399, 400, 9999].map(stateAt)).toEqual([
      undefined,
      'enabled',
      'enabled',
      'suspended',
      'suspended',
      'enabled',
      'enabled',
      'cancelled',
      'cancelled',
    ]);
  });

  it('knows from when to when a type may be issued', () => {
    expect([99, 100, 199, 200, 299, 300].map((at) => mayIssueAt(sheet, type, at))).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(mayIssueAt(sheet, '11100000MB0341032Y901', 100)).toBe(false);
  });

  const [seal = {}, other = {}] = payload['seals'] as JsonObject[];
  const sealed = (given: JsonObject) => ({ seals: [{ ...seal, ...given }] });
  const granted = (given: JsonObject) => ({ may_issue: [{ type, from: 5, ...given }] });
  it.each<readonly [string, Record<string, JsonValue | undefined>]>([
    ['sub', { sub: 'https://province.example/departments/11210100MB9Y10046B/sheet' }],
    ['sub', { sub: undefined }],
    ['iss', { iss: 5 }],
    ['number', { number: 0 }],
    ['iat', { iat: -1 }],
    ['exp', { exp: '9000' }],
    ['department-shape', { department: code }],
    ['department-code', { department: { code: 'x', name: '示例', division: '210100' } }],
    ['department-name', { department: { code, division: '210100' } }],
    ['department-division', { department: { code, name: '示例', division: '21' } }],
    ['seals', { seals: {} }],
    ['seals-shape', { seals: [null] }],
    ['seals-order', { seals: [other, seal] }],
    ['seals-order', { seals: [seal, seal] }],
    [
      'seals-certificate-doubled',
      { seals: [seal, { ...other, certificate: seal['certificate'] ?? '' }] },
    ],
    ['seals-id', sealed({ id: '../seal' })],
    ['seals-certificate', sealed({ certificate: 'AA' })],
    ['seals-states', sealed({ states: 'enabled' })],
    ['seals-states-state', sealed({ states: [{ state: 'made', from: 1 }] })],
    ['seals-states-from', sealed({ states: [{ state: 'enabled' }] })],
    [
      'seals-states-order',
      sealed({
        states: [
          { state: 'enabled', from: 2 },
          { state: 'suspended', from: 1 },
        ],
      }),
    ],
    [
      'seals-states-cancelled',
      sealed({
        states: [
          { state: 'cancelled', from: 1 },
          { state: 'enabled', from: 2 },
        ],
      }),
    ],
    ['seals-compromised-from', sealed({ compromised_from: null })],
    ['may-issue', { may_issue: undefined }],
    ['may-issue-type', granted({ type: 'x' })],
    ['may-issue-from', granted({ from: -1 })],
    ['may-issue-until', granted({ until: 5 })],
    ['may-issue-until', granted({ until: null })],
  ])('is refused for its %s', (reason, claims) => {
    expect(reasonOf(claims)).toBe(`department-sheet-${reason}`);
  });
});
