import type { BulkTemplateQuery } from '../../../shared/api/bulk-issues.ts';
import type { BulkColumn } from '../../../shared/domain/bulk-column.ts';
import type { LicenceTypeCode } from '../../../shared/domain/ids.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { checkLicenceTypeCode } from '../../../shared/domain/licence-type-code.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { TableWriter } from '../../../shared/ports/table-writer.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { columnsOf } from '../bulk/read-row.ts';
import { toExample } from './bulk-example.ts';

/** What making templates needs. */
export interface BulkTemplatePorts {
  readonly directory: Pick<Directory, 'findLicenceType'>;
  readonly writer: TableWriter;
}

const forms: Readonly<Record<BulkColumn['kind'], string>> = {
  text: '文字',
  number: '编号',
  code: '代码，按文本填写',
  'code-type': '代码类型',
  date: '日期，如 2026-11-22',
  datetime: '时间，如 2026-11-22 09:30',
  decimal: '数字',
  enum: '单选',
  list: '可多选，以顿号分隔',
};

function toGuidance({ kind, required, values }: BulkColumn): string {
  const allowed = values ? [`取值：${values.join('、')}`] : [];
  return [required ? '必填' : '选填', forms[kind], ...allowed].join('；');
}

async function* toRows(
  columns: readonly BulkColumn[],
  type: LicenceType,
): AsyncGenerator<readonly string[]> {
  yield columns.map(({ name }) => name);
  const marked = (mark: string, cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? `${mark}：${cell}` : cell));
  yield marked('说明', columns.map(toGuidance));
  yield marked(
    '示例',
    columns.map((column) => toExample(column, type)),
  );
}

/**
 * The table that licences of a type are issued from, empty: names of the columns, what may stand in
 * them, an example. The two rows below the names are read over when the file comes back.
 */
export function makeBulkTemplate({ directory, writer }: BulkTemplatePorts) {
  return async (code: string, { format, operation }: BulkTemplateQuery): Promise<Uint8Array> => {
    const isCode = checkLicenceTypeCode(code) === undefined;
    const type = isCode ? await directory.findLicenceType(code as LicenceTypeCode) : undefined;
    if (type === undefined) throw new Problem('not-found');
    const columns = columnsOf({ operation }, type);
    const sheet = { name: '批量颁发', rows: toRows(columns, type) };
    const pieces: Uint8Array[] = [];
    for await (const piece of format === 'csv' ? writer.csv(sheet) : writer.xlsx([sheet]))
      pieces.push(piece);
    return Buffer.concat(pieces);
  };
}
export type BulkTemplate = ReturnType<typeof makeBulkTemplate>;
