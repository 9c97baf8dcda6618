import { readGrounds } from './bulk-change.ts';
import type { BulkColumn } from './bulk-column.ts';
import { readCivilDate } from './civil-date.ts';
import { readIdentifier } from './identifier.ts';
import type { CivilDate, LicenceIdentifier } from './ids.ts';
import { gather, invalid, type UnreadObject } from './reading.ts';

/** What a row asks to be renewed. */
export interface RowRenewal {
  /** Of the version that is to be followed: a file that comes again renews nothing twice. */
  readonly identifier: LicenceIdentifier;
  readonly legalBasis: string;
  readonly reason: string;
  /** Where the type leaves the last day to the department. */
  readonly validUntil?: CivilDate;
}

/** Columns of a table by which licences are renewed 延续. */
export const renewalColumns: readonly BulkColumn[] = [
  { name: '证照标识', pointer: '/licence', kind: 'code', required: true },
  { name: '有效期至', pointer: '/validUntil', kind: 'date', required: false },
  { name: '法律依据', pointer: '/legalBasis', kind: 'text', required: true },
  { name: '事由', pointer: '/reason', kind: 'text', required: true },
];

function readVersion(value: unknown, type: string): LicenceIdentifier {
  const parts = readIdentifier(value, '/licence');
  if (parts.type !== type) throw invalid('/licence', 'unknown');
  return parts.identifier;
}

/**
 * Reads what a row asks to be renewed, of one type's licences.
 * @throws Problem `request-invalid`
 */
export function readRowRenewal(source: UnreadObject, type: string): RowRenewal {
  const given = source['validUntil'];
  const { validUntil, ...rest } = gather<
    Omit<RowRenewal, 'validUntil'> & { readonly validUntil: CivilDate | undefined }
  >({
    identifier: () => readVersion(source['licence'], type),
    legalBasis: () => readGrounds(source['legalBasis'], '/legalBasis'),
    reason: () => readGrounds(source['reason'], '/reason'),
    validUntil: () => (given === undefined ? undefined : readCivilDate(given, '/validUntil')),
  });
  return validUntil === undefined ? rest : { ...rest, validUntil };
}
