import type { BulkColumn } from '../../../shared/domain/bulk-column.ts';
import { toIdentifier, toLicenceId } from '../../../shared/domain/identifier.ts';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';

/** Invented, with the check digits that they have to have. */
const samples = { company: '91210102MA0Y55BB98', citizen: '210102199001010015' } as const;
const sampleDepartment = '11210100MB9Y10011Q' as DepartmentCode;
const sampleSerial = '1'.padStart(20, '0');

const byKind: Readonly<Record<BulkColumn['kind'], string>> = {
  text: '（示例）',
  number: '〔2026〕001号（示例）',
  code: 'E00000000',
  'code-type': '001',
  date: '2026-04-14',
  datetime: '2026-04-14 09:30',
  decimal: '120.5',
  enum: '',
  list: '',
};

/** A holder's code, of the type that the example has. */
function toHolderCode({ holderCodeTypes: [first] }: LicenceType): string {
  if (first === '001') return samples.company;
  return first === '111' ? samples.citizen : byKind.code;
}

/** Of what would be left to the type's rule, or belongs to a further holder, there is no example. */
function isLeftOpen({ pointer, required }: BulkColumn, { validity }: LicenceType): boolean {
  if (pointer.startsWith('/holders/')) return !required;
  return pointer.startsWith('/valid') && validity.rule !== 'from-data';
}

/** What may stand in a column: all of them together are a row that could be issued. */
export function toExample(column: BulkColumn, type: LicenceType): string {
  const { kind, pointer, values } = column;
  if (isLeftOpen(column, type)) return '';
  if (pointer === '/licence')
    return toIdentifier(toLicenceId(type.code, sampleDepartment, sampleSerial), 1);
  if (pointer === '/holders/0/code') return toHolderCode(type);
  if (pointer === '/validUntil') return '2031-04-13';
  if (kind === 'list') return (values ?? []).slice(0, 2).join('、');
  return values?.[0] ?? byKind[kind];
}
