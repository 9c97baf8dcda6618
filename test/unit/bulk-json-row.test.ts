import { expect, it } from 'vitest';
import { readJsonRow } from '../../functions/issuing/bulk/read-json-row.ts';
import { toBulkColumns } from '../../shared/domain/bulk-column.ts';
import { toRowFaults } from '../../shared/domain/bulk-row.ts';
import { sampleOrganisation } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

const columns = toBulkColumns(sampleType('foodPermit'));
const holder = sampleOrganisation();

/** Faults of a line, as a job keeps them for good. */
const faultsOf = (json: unknown) => toRowFaults(columns, readJsonRow(columns, json).faults);

it.each<[string, object, string]>([
  ['a column', { 张三: '210102199001010015' }, ''],
  ['a long column', { ['a'.repeat(100_000)]: 1 }, ''],
  ['a column of Latin letters', { shop: 1 }, '/shop'],
  ['a field', { holders: [holder], items: {}, 张三: 1 }, ''],
  ['a field of a holder', { holders: [{ ...holder, '210102199001010015': 1 }], items: {} }, ''],
])('a line of JSON with %s that there is not names nobody (P01)', (_, json, field) => {
  const [fault] = faultsOf(json).filter(({ reason }) => reason === 'unknown');
  expect(fault).toEqual({ field: expect.any(String), reason: 'unknown' });
  expect(fault?.field).not.toMatch(/张三|210102|aaaa/);
  if (field !== '') expect(fault?.field).toBe(field);
});
