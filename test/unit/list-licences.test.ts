import { describe, expect, it } from 'vitest';
import { readCursor, toCursor } from '../../functions/issuing/list-licences/list-cursor.ts';
import { makeListLicences } from '../../functions/issuing/list-licences/list-licences.ts';
import { listLicencesQuery } from '../../shared/api/licences.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { readBody } from '../../shared/http/read-body.ts';
import type { LicenceHead } from '../../shared/ports/register.ts';
import type { ListQuery } from '../../shared/ports/register-reader.ts';
import { errorsOf } from '../build/errors-of.ts';
import { toSampleHead } from '../build/sample-head.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

const department = sampleDepartment().code;

/** `count` licences, newest first, every tenth suspended. */
const heads: readonly LicenceHead[] = Array.from({ length: 120 }, (_, at) =>
  toSampleHead(
    { issuedAt: (1_000_000 - at) as Moment, ...(at % 10 === 9 ? { state: 'suspended' } : {}) },
    at + 1,
  ),
);

function makeReader() {
  const asked: ListQuery[] = [];
  const listByDepartment = async (query: ListQuery) => {
    asked.push(query);
    const from = heads.findIndex((head) => head.licenceId === query.after?.licenceId) + 1;
    const page = heads.slice(from, from + query.limit);
    const last = page.at(-1);
    const isMore = from + query.limit < heads.length;
    return isMore && last?.issuedAt !== undefined
      ? { heads: page, end: { issuedAt: last.issuedAt, licenceId: last.licenceId } }
      : { heads: page };
  };
  return { asked, list: makeListLicences({ reader: { listByDepartment } }) };
}

async function readAll(query: Record<string, string>) {
  const { asked, list } = makeReader();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(
      listLicencesQuery.parse({ ...query, ...(cursor === undefined ? {} : { cursor }) }),
      department,
    );
    expect(page.licences.length).toBeLessThanOrEqual(Number(query['limit'] ?? 50));
    found.push(...page.licences.map((licence) => licence.licenceId));
    cursor = page.next;
  } while (cursor !== undefined);
  return { asked, found };
}

describe('a department’s list', () => {
  it.each(['1', '13', '50', '100'])('comes whole on pages of %s', async (limit) => {
    expect((await readAll({ limit })).found).toEqual(heads.map((head) => head.licenceId));
  });

  it.each(['1', '3', '100'])('finds all that are in a state, on pages of %s', async (limit) => {
    const { found } = await readAll({ limit, state: 'suspended' });
    expect(found).toEqual(
      heads.filter((head) => head.state === 'suspended').map((h) => h.licenceId),
    );
  });

  it('finds nothing of a type that none is of', async () => {
    expect((await readAll({ type: '11100000MB0341032Y901' })).found).toEqual([]);
  });

  it('reads five pages at most in one go', async () => {
    const { asked, list } = makeReader();
    const page = await list(listLicencesQuery.parse({ limit: '10', state: 'void' }), department);
    expect(page.licences).toEqual([]);
    expect(page.next).toBeDefined();
    expect(asked).toHaveLength(5);
  });

  it('is of the days in Asia/Shanghai', async () => {
    const { asked, list } = makeReader();
    await list(listLicencesQuery.parse({ from: '2026-11-22', until: '2026-11-22' }), department);
    expect(asked[0]).toMatchObject({
      from: Date.parse('2026-11-22T00:00:00+08:00'),
      before: Date.parse('2026-11-23T00:00:00+08:00'),
      department,
    });
  });

  it('refuses what it does not know', () => {
    expect(
      errorsOf(() =>
        readBody(listLicencesQuery, { ...{ limit: '101', state: 'reserved' }, holder: 'x' }),
      ),
    ).toEqual({ '/limit': 'too-large', '/state': 'enum', '/holder': 'unknown' });
    expect(errorsOf(() => readBody(listLicencesQuery, { limit: '0' }))).toEqual({
      '/limit': 'format',
    });
  });
});

describe('a cursor', () => {
  const { licenceId } = toSampleHead();

  it('gives back the position it was made of', () => {
    const position = { issuedAt: 1_764_000_000_000 as Moment, licenceId };
    expect(readCursor(toCursor(position))).toEqual(position);
  });

  it.each([
    '',
    '!!!!',
    'AAAA',
    Buffer.from(`99999999999999 ${licenceId}x`).toString('base64url'),
    Buffer.from(`999999999999999 ${licenceId}`).toString('base64url'),
    Buffer.from('1 dept#11210100MB9Y10011Q').toString('base64url'),
    `${Buffer.from(`1 ${licenceId}`).toString('base64url')}=`,
  ])('that is none of ours is refused (O15): %s', (cursor) => {
    expect(Object.keys(errorsOf(() => readCursor(cursor)))).toEqual(['/cursor']);
  });
});
