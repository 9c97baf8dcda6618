import { describe, expect, it } from 'vitest';
import { makeSampleCredential, putProvince } from '../build/presented.ts';
import { makeSampleProvince } from '../build/province-pki.ts';
import { makeTwoProvinces, toListedProvince } from '../build/two-provinces.ts';
import { told } from '../build/verifying-scene.ts';

const { liaoning, zhejiang, makeZhejiang, ownFiles } = await makeTwoProvinces();
const ofLiaoning = makeSampleCredential(liaoning);

describe('whose seal signed a licence', () => {
  it('is found under our own roots whatever it says, and it is refused for what it says', async () => {
    const content = { issuer: 'https://yinzheng.jilin.example' };
    const credential = makeSampleCredential(zhejiang, { content });
    const refused = 'invalid, chain passed, authority failed issuer-of-another-province';
    const verifier = makeZhejiang();
    expect(told(await verifier.verify(credential), 'chain', 'authority')).toBe(refused);
    verifier.shelf.files.delete(`${zhejiang.url}/trust-list`);
    expect(told(await verifier.verify(credential), 'chain', 'authority')).toBe(refused);
  });

  it('is found under our own roots alone where it says that it is ours', async () => {
    const untrusted = 'invalid, chain failed chain-untrusted';
    const posing = makeSampleCredential(liaoning, { content: { issuer: zhejiang.url } });
    expect(told(await makeZhejiang().verify(posing), 'chain')).toBe(untrusted);
    const stranger = await makeSampleProvince({ url: zhejiang.url, name: zhejiang.name });
    const forged = makeSampleCredential(zhejiang, { signer: stranger.seal });
    expect(told(await makeZhejiang().verify(forged), 'chain')).toBe(untrusted);
  });

  it('is not looked for once more where a root that our list names does not bear it', async () => {
    const provinces = [{ ...toListedProvince(liaoning), name: '吉林省' }];
    expect(told(await makeZhejiang({ provinces }).verify(ofLiaoning), 'chain')).toBe(
      'invalid, chain failed chain-name-constraint',
    );
  });

  it('stays found when our list comes to name a further province', async () => {
    const jilin = await makeSampleProvince({
      ...{ url: 'https://yinzheng.jilin.example', name: '吉林省', code: '220000' },
    });
    const verifier = makeZhejiang();
    expect((await verifier.verify(ofLiaoning)).verdict).toBe('valid');
    const provinces = [liaoning, jilin].map(toListedProvince);
    putProvince(verifier.shelf, zhejiang, ownFiles({ number: 8, provinces }));
    expect((await verifier.verify(ofLiaoning)).verdict).toBe('valid');
  });
});
