import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { DepartmentSheet } from '../../shared/formats/department-sheet.ts';
import type { TrustList } from '../../shared/formats/trust-list.ts';
import { makeFindSheet, maxSheetBytes } from '../../shared/verify/department-sheets.ts';
import type { ShelfRequest, VerifierShelf } from '../../shared/verify/verifier-shelf.ts';
import { digestOf } from '../build/digest-of.ts';
import { makeSampleProvince, makeSheetFile, sampleSeconds } from '../build/province-pki.ts';

const province = await makeSampleProvince();
const { url: provinceUrl, department } = province;
const realm = { provinceUrl, anchors: [] };
const sheetOf = (draft: Partial<DepartmentSheet> = {}) => makeSheetFile(province, { draft });
const usual = sheetOf();
const toFile = (text: string) => ({ body: new TextEncoder().encode(text) });

/** Asks for the sheet that a trust list names; the shelf has what `give` gives. */
function makeAsking(meant: string, give: (request: ShelfRequest) => string | undefined) {
  const requests: ShelfRequest[] = [];
  const shelf: VerifierShelf = {
    find: (request) => {
      requests.push(request);
      const text = give(request);
      return text === undefined ? undefined : toFile(text);
    },
  };
  const find = makeFindSheet({ shelf, primitives: makeNodePrimitives() });
  const endpoints = { sheets: `${provinceUrl}/departments` };
  const sheets = new Map([[department.code, digestOf(meant)]]);
  const trustList = { provinceUrl, endpoints, sheets } as unknown as TrustList;
  const question = { trustList, realm, department: department.code, nowSeconds: sampleSeconds };
  const ask = async (changes: Partial<typeof question> = {}) => {
    const { value, reason } = await find({ ...question, ...changes });
    return value?.number ?? reason;
  };
  return { ask, find, question, ages: () => requests.map((one) => one.maxAgeSeconds), requests };
}

describe('a department’s sheet', () => {
  it('is asked for by the digest that the trust list names, with what of it will be taken', async () => {
    const { ask, requests } = makeAsking(usual, () => usual);
    expect(await ask()).toBe(1);
    expect(requests).toStrictEqual([
      {
        address: `${provinceUrl}/departments/${department.code}/sheet?digest=${digestOf(usual)}`,
        mediaType: 'application/department-sheet+jwt',
        maxBytes: maxSheetBytes,
        maxAgeSeconds: 60,
      },
    ]);
  });

  it('of another province is asked for in our mirror of it', async () => {
    const { ask, requests } = makeAsking(usual, () => usual);
    expect(await ask({ realm: { ...realm, provinceCode: '210000' } as never })).toBe(1);
    const path = `departments/${department.code}/sheet?digest=${digestOf(usual)}`;
    expect(requests[0]?.mirror).toBe(`mirrors/210000/${path}`);
  });

  it('is fetched once for as long as the list names it, and answers at once then', async () => {
    const { ask, find, question, requests } = makeAsking(usual, () => usual);
    await ask();
    expect(find(question)).not.toBeInstanceOf(Promise);
    expect(requests).toHaveLength(1);
  });

  it('is asked for once more, a second old at most, when an older one came', async () => {
    const older = sheetOf({ number: 2 });
    const mended = makeAsking(usual, ({ maxAgeSeconds }) => (maxAgeSeconds > 1 ? older : usual));
    expect(await mended.ask()).toBe(1);
    expect(mended.ages()).toEqual([60, 1]);
    const never = makeAsking(usual, () => older);
    expect(await never.ask()).toBe('sheet-mismatch');
    expect(never.ages()).toEqual([60, 1]);
    const gone = makeAsking(usual, () => undefined);
    expect(await gone.ask()).toBe('sheet-unreachable');
    expect(gone.ages()).toEqual([60]);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['is no sheet', 'sheet-malformed', 'x.y.z'],
    ['is of another type', 'sheet-malformed', makeSheetFile(province, { typ: 'trust-list+jwt' })],
    [
      'is another department’s',
      'sheet-mismatch',
      sheetOf({ department: { ...department, code: '11210100MB9Y10046B' } }),
    ],
    [
      'is another province’s',
      'sheet-mismatch',
      sheetOf({ provinceUrl: 'https://yinzheng.zhejiang.example' }),
    ],
    ['has ended', 'sheet-stale', sheetOf({ expiresAt: sampleSeconds })],
  ];
  it.each(refused)(
    'is refused though the list names it when it %s',
    async (_what, reason, text) => {
      const { ask } = makeAsking(text, () => text);
      expect([await ask(), await ask()]).toEqual([reason, reason]);
    },
  );

  it('is another’s for whoever else the list names it for, also in the hand of whoever holds it', async () => {
    const { find, question } = makeAsking(usual, () => usual);
    const other = '11210100MB9Y10046B';
    const sheets = new Map([...question.trustList.sheets, [other, digestOf(usual)]]);
    const both = { ...question, trustList: { ...question.trustList, sheets } };
    expect((await find(both)).value?.number).toBe(1);
    expect((await find({ ...both, department: other })).reason).toBe('sheet-mismatch');
    expect((await find(both)).value?.number).toBe(1);
  });

  it('is good until it ends, also in the hand of whoever holds it', async () => {
    const text = sheetOf({ expiresAt: sampleSeconds + 1 });
    const { ask } = makeAsking(text, () => text);
    expect(await ask()).toBe(1);
    expect(await ask({ nowSeconds: sampleSeconds + 1 })).toBe('sheet-stale');
  });

  it('is not asked for where the list names none', async () => {
    const { ask, requests } = makeAsking(usual, () => usual);
    expect(await ask({ department: '11210100MB9Y10046B' })).toBe('department-unknown');
    expect(requests).toEqual([]);
  });
});
