import type { FieldError } from '../problem/problem.ts';
import { Problem } from '../problem/problem.ts';
import { readCell } from './bulk-cell.ts';
import type { BulkColumn, ColumnPlaces } from './bulk-column.ts';
import { containsCitizenNumber } from './citizen-number.ts';
import { isLicenceId, partsOfLicenceId, readIdentifier, readLicenceId } from './identifier.ts';
import type { LicenceId } from './ids.ts';
import { type AskableState, askableStates } from './licence-state.ts';
import { gather, invalid, readObject, readText, type UnreadObject } from './reading.ts';

/** What a row asks to be changed. */
export interface RowChange {
  readonly licenceId: LicenceId;
  readonly to: AskableState;
  readonly legalBasis: string;
  readonly reason: string;
}

/** States as a table may name them; their codes are understood as well. */
const words: Readonly<Record<string, AskableState>> = {
  恢复有效: 'valid',
  暂扣: 'suspended',
  撤销: 'withdrawn',
  吊销: 'penalty-revoked',
  注销: 'deregistered',
  办理转出: 'transferred',
  撤回: 'rescinded',
  失效: 'void',
  其他: 'other',
};

/** Columns of a table by which licences are changed. */
export const changeColumns: readonly BulkColumn[] = [
  { name: '证照标识', pointer: '/licence', kind: 'code', required: true },
  { name: '变更为', pointer: '/to', kind: 'enum', required: true, values: Object.keys(words) },
  { name: '法律依据', pointer: '/legalBasis', kind: 'text', required: true },
  { name: '事由', pointer: '/reason', kind: 'text', required: true },
];

const mostGroundsLength = 500;

/** Legal basis or reason. */
export function readGrounds(value: unknown, pointer: string): string {
  const text = readText(value, pointer, mostGroundsLength);
  if (containsCitizenNumber(text)) throw invalid(pointer, 'personal');
  return text;
}

/** A licence id, or the identifier of one of its versions. */
function readLicence(value: unknown): LicenceId {
  if (value === undefined) throw invalid('/licence', 'required');
  const text = String(value);
  if (isLicenceId(text)) return readLicenceId(text);
  return readIdentifier(text, '/licence').licenceId;
}

function readState(value: unknown): AskableState {
  if (value === undefined) throw invalid('/to', 'required');
  const state = words[String(value)] ?? askableStates.find((one) => one === value);
  if (state === undefined) throw invalid('/to', 'enum');
  return state;
}

/**
 * Reads what a row asks to be changed, of one type's licences.
 * @throws Problem `request-invalid`
 */
export function readRowChange(source: UnreadObject, type: string): RowChange {
  return gather<RowChange>({
    licenceId: () => {
      const licenceId = readLicence(source['licence']);
      if (partsOfLicenceId(licenceId).type !== type) throw invalid('/licence', 'unknown');
      return licenceId;
    },
    to: () => readState(source['to']),
    legalBasis: () => readGrounds(source['legalBasis'], '/legalBasis'),
    reason: () => readGrounds(source['reason'], '/reason'),
  });
}

/** The members that a row of a table has. */
export function toChangeMembers(places: ColumnPlaces, cells: readonly string[]): UnreadObject {
  const members = places.flatMap((column, index) => {
    const value = column && readCell(column, cells[index] ?? '');
    return column && value !== undefined ? [[column.pointer.slice(1), value] as const] : [];
  });
  return Object.fromEntries(members);
}

/** A line of JSON Lines as its members: those that the columns name. @throws Problem `request-invalid` */
export function readChangeMembers(json: unknown, columns: readonly BulkColumn[]): UnreadObject {
  const { result: _result, ...members } = readObject(json, '');
  const names = columns.map(({ pointer }) => pointer.slice(1));
  return readObject(members, '', names);
}

/** What a row asks for, or its faults. */
export function tryRow<Asked>(
  read: () => Asked,
): { readonly asked: Asked } | { readonly errors: readonly FieldError[] } {
  try {
    return { asked: read() };
  } catch (error) {
    if (error instanceof Problem && error.details.errors) return { errors: error.details.errors };
    throw error;
  }
}
