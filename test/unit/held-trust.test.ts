import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { DepartmentSheet } from '../../shared/formats/department-sheet.ts';
import {
  makeLoadTrust,
  makeTrustLists,
  type TrustQuestion,
} from '../../shared/verify/load-trust.ts';
import { anchorOf } from '../build/offline-kits.ts';
import { putProvince, SampleShelf } from '../build/presented.ts';
import { makeSampleProvince, sampleSeconds } from '../build/province-pki.ts';

const province = await makeSampleProvince();
const { url: provinceUrl, department, statusListUrl: uri } = province;
const anchors = [anchorOf(province)];
const realm = { provinceUrl, anchors };

/** Loads what bears on the sample licence; the numbers of list and sheet, and what was asked for. */
async function load(changes: Partial<TrustQuestion>) {
  const shelf = new SampleShelf();
  putProvince(shelf, province);
  const sources = { primitives: makeNodePrimitives(), shelf, anchors, ownProvinceUrl: provinceUrl };
  const claims = { department, status: { uri } } as unknown as TrustQuestion['claims'];
  const times = { nowSeconds: sampleSeconds, maxAgeSeconds: 60 };
  const loadTrust = makeLoadTrust(sources, makeTrustLists(sources));
  const { trustList, sheet, statusList } = await loadTrust({ claims, realm, ...times, ...changes });
  const outcome = [trustList, sheet].map(({ value, reason }) => value?.number ?? reason);
  return [...outcome, statusList.reason ?? 'status', shelf.asked.length];
}

describe('what the same verification was answered before', () => {
  const sheet = { number: 9 } as DepartmentSheet;
  const heldOf = async (of: Partial<typeof realm> = {}) => {
    const shelf = new SampleShelf();
    putProvince(shelf, province);
    const find = makeTrustLists({ primitives: makeNodePrimitives(), shelf });
    const { value } = await find({ ...realm, nowSeconds: sampleSeconds, maxAgeSeconds: 60 });
    if (value === undefined) throw new Error('no trust list');
    return { realm: { ...realm, ...of }, trustList: { ...value, number: 8 }, sheet };
  };

  it('is not asked for once more', async () => {
    expect(await load({})).toEqual([7, 1, 'status', 3]);
    expect(await load({ held: await heldOf() })).toEqual([8, 9, 'status', 1]);
  });

  it.each([
    ['another province', { provinceUrl: 'https://yinzheng.zhejiang.example' }],
    ['other roots', { anchors: [...anchors] }],
  ])('is asked for all the same when it was of %s', async (_what, of) => {
    expect(await load({ held: await heldOf(of) })).toEqual([7, 1, 'status', 3]);
  });

  it('stands in for a list of the past only where nobody kept that', async () => {
    const { trustList: present } = await heldOf();
    const elsewhere = { realm: { ...realm, isPast: true }, present };
    const [list, ...rest] = await load(elsewhere);
    expect([list, rest[1]]).toEqual([8, 'status-list-unreachable']);
    expect(await load({ present })).toEqual([7, 1, 'status', 3]);
  });
});
