import { describe, expect, it } from 'vitest';
import {
  type BulkColumn,
  isGuidance,
  readHeader,
  toBulkColumns,
} from '../../shared/domain/bulk-column.ts';
import { countOutcomes, jobPaths } from '../../shared/domain/bulk-outcome.ts';
import { readRow, toRowFault, toRowFaults } from '../../shared/domain/bulk-row.ts';
import { type SampleTypeName, sampleType } from '../build/sample-types.ts';

const namesOf = (columns: readonly BulkColumn[]) => columns.map(({ name }) => name);
const pointersOf = (columns: readonly BulkColumn[]) => columns.map(({ pointer }) => pointer);
const holder = ['持证主体名称', '持证主体代码类型', '持证主体代码'];

describe('the columns of a table', () => {
  it.each<[SampleTypeName, readonly string[]]>([
    ['businessLicence', ['证照编号', '颁发日期', '有效期自', '有效期至']],
    ['transportPermit', ['颁发日期', '有效期自', '有效期至']],
    ['birthCertificate', ['证照编号', '颁发日期']],
  ])('of a %s are holder, items and %j', (name, rest) => {
    const type = sampleType(name);
    expect(namesOf(toBulkColumns(type))).toEqual([
      ...holder,
      ...type.items.map((item) => item.name),
      ...rest,
    ]);
  });

  it('bring the number of licences that exist already, whatever the rule of the type', () => {
    const columns = toBulkColumns(sampleType('transportPermit'), { withNumbers: true });
    expect(columns.filter(({ pointer }) => pointer === '/number')).toEqual([
      { name: '证照编号', pointer: '/number', kind: 'number', required: true },
    ]);
    expect(pointersOf(toBulkColumns(sampleType('transportPermit'), {}))).not.toContain('/number');
  });

  it('are for twenty holders at most, of whom the first is required', () => {
    const columns = toBulkColumns({ ...sampleType('realEstateTitle'), maxHolders: 21 });
    const holders = columns.filter(({ pointer }) => pointer.startsWith('/holders/'));
    expect(holders).toHaveLength(3 * 20);
    expect(holders.map(({ required }) => required)).toEqual([
      ...[true, true, true],
      ...Array.from({ length: 3 * 19 }, () => false),
    ]);
    expect(namesOf(holders).slice(3, 6)).toEqual([
      ...['持证主体2名称', '持证主体2代码类型', '持证主体2代码'],
    ]);
    expect(pointersOf(holders).slice(3, 6)).toEqual([
      ...['/holders/1/name', '/holders/1/codeType', '/holders/1/code'],
    ]);
  });

  it('are read by the kind of what stands in them; a picture stands in no cell', () => {
    const columns = toBulkColumns(sampleType('operatorCertificate'));
    expect(columns.map(({ kind, required }) => `${kind}${required ? '' : '?'}`)).toEqual([
      ...['text', 'code-type', 'code', 'enum', 'enum', 'date', 'number', 'date?', 'date?', 'date?'],
    ]);
    const values = columns.map((column) => column.values);
    expect(values.slice(0, 3)).toEqual([undefined, ['111', '511', '516'], undefined]);
    expect(values[3]).toEqual(['男', '女']);
    expect(values[5]).toBeUndefined();
  });

  it('ask for the first day where the type leaves both to the data', () => {
    const dates = toBulkColumns(sampleType('decision')).slice(-3);
    expect(dates.map(({ pointer, required }) => [pointer, required])).toEqual([
      ...[
        ['/issued', false],
        ['/validFrom', true],
        ['/validUntil', false],
      ],
    ]);
  });
});

const a: BulkColumn = { name: '甲', pointer: '/items/A', kind: 'text', required: true };
const b: BulkColumn = { name: '乙（1）', pointer: '/items/B', kind: 'list', required: false };

describe('the first row of a table', () => {
  it('names the columns in any order, in any width, with blanks in between', () => {
    expect(readHeader([a, b], [' 乙 （１）', '甲'])).toEqual({ places: [b, a], faults: [] });
  });

  it('may have empty columns, and those of an earlier result', () => {
    const results = ['', ' ', '处理结果', '证照编号（结果）', '证照标识(结果)', '出错栏目', '原因'];
    expect(readHeader([a], [...results, '甲'])).toEqual({
      places: [...results.map(() => undefined), a],
      faults: [],
    });
  });

  it('names no column twice, none that is unknown, and all that are required', () => {
    expect(readHeader([a, b], ['乙（1）', '丙', '乙(1)']).faults).toEqual([
      { code: 'column-unknown', at: 2 },
      { code: 'column-twice', at: 3, column: '乙（1）' },
      { code: 'column-missing', column: '甲' },
    ]);
  });

  it.each([
    [['说明：必填'], true],
    [['', ' ', ' 示例: 甲'], true],
    [['甲', '说明：'], false],
    [['甲说明：'], false],
    [['说明'], false],
    [['', ' '], false],
    [[], false],
  ])('may be followed by guidance: %j %s', (cells, guides) => {
    expect(isGuidance(cells)).toBe(guides);
  });
});

describe('a row of a table', () => {
  const columns = toBulkColumns({ ...sampleType('businessLicence'), maxHolders: 3 });
  const read = (cells: Readonly<Record<string, string>>) =>
    readRow(
      columns,
      columns.map(({ pointer }) => cells[pointer] ?? ''),
    );

  it('asks for what stands in its cells, and for nothing that is empty', () => {
    const cells = {
      ...{ '/holders/0/name': '甲公司', '/holders/0/codeType': '1', '/holders/0/code': '9a' },
      ...{ '/items/KZ_MC': '甲公司', '/items/KZ_CLRQ': '2020/1/2', '/number': '00012' },
      ...{ '/issued': '2026.4.1', '/validFrom': '20260401', '/validUntil': '2031年3月31日' },
    };
    expect(read(cells)).toEqual({
      application: {
        holders: [{ name: '甲公司', codeType: '001', code: '9A' }],
        items: { KZ_MC: '甲公司', KZ_CLRQ: '2020-01-02' },
        number: '00012',
        issued: '2026-04-01',
        validFrom: '2026-04-01',
        validUntil: '2031-03-31',
      },
      faults: [],
    });
  });

  it('has one holder at least, and nobody between two is left out', () => {
    const nobody = { name: '', codeType: '', code: '' };
    expect(read({}).application).toEqual({ holders: [nobody], items: {} });
    expect(read({ '/holders/2/code': '9a' }).application.holders).toEqual([
      ...[nobody, nobody, { name: '', codeType: '', code: '9A' }],
    ]);
  });

  it('has as many holders as its table', () => {
    const wide = toBulkColumns({ ...sampleType('realEstateTitle'), maxHolders: 20 });
    const cells = wide.map(({ pointer }) => (pointer === '/holders/11/code' ? 'x' : ''));
    expect(readRow(wide, cells).application.holders).toHaveLength(12);
  });

  it('asks for no date that is none', () => {
    const { application, faults } = read({ '/issued': '2026-02-29', '/validFrom': '2026-03-01' });
    expect(application).toEqual({
      ...read({}).application,
      validFrom: '2026-03-01',
    });
    expect(faults).toEqual([{ pointer: '/issued', code: 'date' }]);
  });

  it('may be shorter than the table, or longer', () => {
    expect(readRow([undefined, a, b], ['?', 'x']).application.items).toEqual({ A: 'x' });
    expect(readRow([b], ['x、y', '?']).application.items).toEqual({ B: ['x', 'y'] });
  });

  it('is rejected in the words of the table, in the order of its columns', () => {
    const errors = [
      { pointer: '/items/AB', code: 'unknown' },
      { pointer: '/items/B/0', code: 'enum' },
      { pointer: '/items/A', code: 'too-long' },
    ];
    expect(toRowFaults([a, b], errors)).toEqual([
      { field: '甲', reason: 'length' },
      { field: '乙（1）', reason: 'enum' },
      { field: '/items/AB', reason: 'unknown' },
    ]);
    expect(toRowFault([a], { pointer: '/items/A', code: 'too-short' }).reason).toBe('length');
  });
});

describe('what became of rows', () => {
  it('is counted by what became of them', () => {
    const outcomes = (
      ['issued', 'rejected', 'issued', 'repeated', 'issued', 'rejected'] as const
    ).map((state, row) => ({ row, state }));
    expect(countOutcomes(outcomes)).toEqual({ issued: 3, rejected: 2, repeated: 1 });
    expect(countOutcomes([])).toEqual({ issued: 0, rejected: 0, repeated: 0 });
  });

  it('lies in the folder of the department, chunk by chunk in order', () => {
    const paths = jobPaths({ department: 'D', id: 'bulk-1' });
    expect([paths.rows(7), paths.outcomes(123), paths.result('finished')]).toEqual([
      ...['bulk/D/bulk-1/rows/000007', 'bulk/D/bulk-1/outcomes/000123'],
      'bulk/D/bulk-1/results/finished',
    ]);
  });
});
