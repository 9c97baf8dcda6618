import { resultColumns } from '../../../shared/domain/bulk-column.ts';
import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow, RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import { fieldFaults } from '../../../shared/problem/field-faults.ts';
import { resultMember } from '../bulk/read-json-row.ts';
import { rowReasons } from '../bulk/row-reasons.ts';

/** A row with what became of it; nothing yet where its chunk is not done. */
export interface ResultRow {
  readonly row: JobRow;
  readonly outcome?: RowOutcome;
}

const words = {
  issued: '已颁发',
  repeated: '重复',
  rejected: '未通过',
  queued: '待处理',
  cancelled: '已取消',
  good: '校验通过',
} as const;
type ResultState = keyof typeof words;

/** A row without an outcome is told by what checking found, or by what its job came to. */
function stateOf({ state }: BulkJob, { row, outcome }: ResultRow): ResultState {
  if (outcome) return outcome.state;
  if (row.faults) return 'rejected';
  if (row.sameAsRow !== undefined) return 'repeated';
  if (state === 'cancelled') return 'cancelled';
  return state === 'checked' ? 'good' : 'queued';
}

const faultsOf = ({ row, outcome }: ResultRow) => outcome?.faults ?? row.faults ?? [];

function toReason(state: ResultState, result: ResultRow): string {
  const { row } = result;
  if (row.sameAsRow !== undefined) return `与第${row.sameAsRow}行相同`;
  if (state === 'repeated') return '此前已颁发';
  return faultsOf(result)
    .map(({ reason }) => `${fieldFaults[reason]?.zh ?? rowReasons[reason] ?? ''}（${reason}）`)
    .join('；');
}

const done = {
  issue: '已颁发',
  convert: '已颁发',
  renew: '已延续',
  'change-state': '已变更',
} as const;

const toWord = ({ operation }: BulkJob, state: ResultState) =>
  state === 'issued' ? done[operation] : words[state];

const resultNames: ReadonlySet<string> = new Set(Object.values(resultColumns));

/** Which columns of the file are its own, not those of an earlier result. */
export function ownColumns(header: readonly string[]): readonly number[] {
  return header.flatMap((name, index) => (resultNames.has(name.trim()) ? [] : [index]));
}

/** The first row of a result. */
export function toResultHeader(
  header: readonly string[],
  own: readonly number[],
): readonly string[] {
  return [...own.map((index) => header[index] ?? ''), ...Object.values(resultColumns)];
}

/** A row of a result: as it stood in the file, and what became of it. */
export function toResultCells(
  job: BulkJob,
  result: ResultRow,
  own: readonly number[],
): readonly string[] {
  const state = stateOf(job, result);
  const { number = '', identifier = '' } = result.outcome ?? {};
  const fields = faultsOf(result).map(({ field }) => field);
  const cells = result.row.cells ?? [];
  return [
    ...own.map((index) => cells[index] ?? ''),
    ...[toWord(job, state), number, identifier, fields.join('；'), toReason(state, result)],
  ];
}

/** A line of a result in JSON Lines. */
export function toResultLine(job: BulkJob, result: ResultRow): unknown {
  const { row, outcome } = result;
  const { json } = row;
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const faults = faultsOf(result);
  return {
    ...(isObject ? json : {}),
    [resultMember]: {
      row: row.row,
      state: stateOf(job, result),
      ...(outcome?.licenceId === undefined ? {} : { licenceId: outcome.licenceId }),
      ...(outcome?.number === undefined ? {} : { number: outcome.number }),
      ...(outcome?.identifier === undefined ? {} : { identifier: outcome.identifier }),
      ...(row.sameAsRow === undefined ? {} : { sameAsRow: row.sameAsRow }),
      ...(faults.length > 0 ? { faults } : {}),
    },
  };
}
