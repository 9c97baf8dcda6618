import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPublishedStatusLists } from '../../cli/restore/published-status-lists.ts';
import type { PublishedStatusList } from '../../cli/restore/settle-register.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { makeStatusListFile } from '../build/province-pki.ts';
import { type ServedProvince, serveProvince } from '../build/serve-province.ts';

let one: ServedProvince;
beforeAll(async () => {
  one = await serveProvince();
});
afterAll(() => one?.served.close());

async function readAll(): Promise<PublishedStatusList[]> {
  const { province } = one;
  const lists: PublishedStatusList[] = [];
  const signer = toBase64(province.statusSigner.certificate);
  for await (const list of readPublishedStatusLists(province.url, signer)) lists.push(list);
  return lists;
}

const entries = [
  { index: 7, status: 2 },
  { index: 131_071, status: 0x0c },
];

describe('the lists that a restored register is settled by', () => {
  it('are read whole: each entry that is not 0', async () => {
    one.put({ statusList: makeStatusListFile(one.province, { draft: { entries } }) });
    const id = one.statusListPath.split('/').at(-1);
    expect(await readAll()).toEqual([{ id, entries }]);
  });

  it('are the status signer’s: another key’s list puts nothing back', async () => {
    const { listSigner: signer } = one.province;
    one.put({ statusList: makeStatusListFile(one.province, { signer, draft: { entries } }) });
    await expect(readAll()).rejects.toThrow('is not what the province');
  });

  it('say where they belong: no list stands for another', async () => {
    const address = `${one.province.url}/status-lists/another`;
    one.put({ statusList: makeStatusListFile(one.province, { draft: { address, entries } }) });
    await expect(readAll()).rejects.toThrow('is not what the province');
  });
});
