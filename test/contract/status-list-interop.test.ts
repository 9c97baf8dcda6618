import { deflateSync } from 'node:zlib';
import {
  createHeaderAndPayload,
  getListFromStatusListJWT,
  getStatusListFromJWT,
  StatusList,
} from '@sd-jwt/jwt-status-list';
import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import {
  readStatusList,
  statusAt,
  statusListType,
  toStatusListPayload,
} from '../../shared/formats/status-list.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { makeSampleCredential, sampleIndex, withStatus } from '../build/presented.ts';
import { makeSampleProvince, makeStatusListFile } from '../build/province-pki.ts';

const primitives = makeNodePrimitives();

describe('@sd-jwt/jwt-status-list', () => {
  it('reads our published list', async () => {
    const province = await makeSampleProvince();
    const file = makeStatusListFile(province, { draft: { entries: withStatus(0x0c) } });
    const list = getListFromStatusListJWT(file);
    expect(list.getBitsPerStatus()).toBe(4);
    expect(list.getStatus(sampleIndex)).toBe(0x0c);
    expect(list.getStatus(sampleIndex + 1)).toBe(0);
    expect(list.statusList).toHaveLength(2 ** 17);
  });

  it('finds in our credential where its status stands', async () => {
    const province = await makeSampleProvince();
    const [jws = ''] = makeSampleCredential(province).split('~');
    expect(getStatusListFromJWT(jws)).toEqual({ idx: sampleIndex, uri: province.statusListUrl });
  });

  it.each([1, 2, 4, 8] as const)('makes lists of %i bits that we read', async (bits) => {
    const statuses = Array.from({ length: 64 }, (_, index) => (index * 7) % 2 ** bits);
    const claims = { iss: 'https://a.example', sub: 'https://a.example/l', iat: 1, exp: 9, ttl: 5 };
    const made = createHeaderAndPayload(new StatusList(statuses, bits), claims, {
      alg: 'ES256',
      typ: statusListType,
    });
    const list = await readStatusList(made.payload as unknown as JsonObject, primitives);
    expect(statuses.map((_, index) => statusAt(list.bytes, list.bits, index))).toEqual(statuses);
  });

  it('packs as we do', () => {
    const entries = [
      { index: 3, status: 2 },
      { index: 90_000, status: 15 },
    ];
    const statuses = new Array<number>(2 ** 17).fill(0);
    for (const { index, status } of entries) statuses[index] = status;
    const theirs = new StatusList(statuses, 4).compressStatusList();
    const ours = toStatusListPayload({
      issuer: 'https://a.example',
      address: 'https://a.example/l',
      issuedAt: 1,
      entries,
      deflate: (bytes) => deflateSync(bytes),
    });
    const lst = (ours['status_list'] as { lst: string }).lst;
    expect(StatusList.decompressStatusList(lst, 4).statusList).toEqual(
      StatusList.decompressStatusList(theirs, 4).statusList,
    );
  });
});
