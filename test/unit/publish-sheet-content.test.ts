import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { toSheetContent } from '../../functions/publishing/publish-trust-list/to-sheet-content.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import {
  departments,
  firstDepartment,
  makeSeal,
  permitType,
  startedAt,
} from '../build/publishing.ts';

const department = departments[0];
if (!department) throw new Error('a sample is missing');

const contentOf = (parts: Partial<Parameters<typeof toSheetContent>[0]>) =>
  toSheetContent({ department, seals: [], entitlements: [], ...parts });

const second = startedAt / 1000;

it('tells nothing of a seal that was never enabled', () => {
  const { seals } = contentOf({
    seals: [
      makeSeal('seal-1', [
        ['applied', startedAt],
        ['made', startedAt],
      ]),
    ],
  });
  expect(seals).toEqual([]);
});

it('names a seal by the digest of its certificate, with every state since it was enabled', () => {
  const seal = makeSeal('seal-1', [
    ['made', startedAt],
    ['enabled', startedAt + 1000],
    ['suspended', startedAt + 9000],
    ['cancelled', startedAt + 20_000],
  ]);
  expect(contentOf({ seals: [seal] }).seals).toEqual([
    {
      id: 'seal-1',
      certificate: createHash('sha256').update('seal-1').digest('base64url'),
      der: new TextEncoder().encode('seal-1'),
      states: [
        { state: 'enabled', from: second + 1 },
        { state: 'suspended', from: second + 9 },
        { state: 'cancelled', from: second + 20 },
      ],
    },
  ]);
});

it('lets a licence count that was made in the second in which its seal was enabled, or later suspended', () => {
  const seal = makeSeal('seal-1', [
    ['enabled', startedAt + 900],
    ['suspended', startedAt + 5100],
  ]);
  expect(contentOf({ seals: [seal] }).seals[0]?.states).toEqual([
    { state: 'enabled', from: second },
    { state: 'suspended', from: second + 6 },
  ]);
});

it('keeps states in order when they change within one second', () => {
  const seal = makeSeal('seal-1', [
    ['enabled', startedAt],
    ['suspended', startedAt + 100],
    ['enabled', startedAt + 200],
  ]);
  expect(contentOf({ seals: [seal] }).seals[0]?.states.map(({ from }) => from)).toEqual([
    second,
    second + 1,
    second + 1,
  ]);
});

it('says from when to when a type may be issued, and leaves empty intervals out', () => {
  const entitlement = { department: firstDepartment, type: permitType };
  const { mayIssue } = contentOf({
    entitlements: [
      { ...entitlement, from: (startedAt + 5000) as Moment },
      { ...entitlement, from: startedAt, until: (startedAt + 1500) as Moment },
      { ...entitlement, from: startedAt, until: startedAt },
    ],
  });
  expect(mayIssue).toEqual([
    { type: permitType, from: second, until: second + 2 },
    { type: permitType, from: second + 5 },
  ]);
});
