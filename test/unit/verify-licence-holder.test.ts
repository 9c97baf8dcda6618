import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/formats/base64url.ts';
import { toCompact, toSigningInput } from '../../shared/formats/jws.ts';
import { bindToHolder, makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import { type SampleSigner, sampleSeconds, signRaw } from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, stranger } = await makeScene();

describe('disclosures', () => {
  const tamper = (change: (parts: string[]) => string[]) =>
    makeSampleVerifier(province).verify(
      change(makeSampleCredential(province).split('~')).join('~'),
    );

  it('refuses an item whose text was changed', async () => {
    const salt = 'A'.repeat(22);
    const forged = toBase64url(
      new TextEncoder().encode(JSON.stringify([salt, 'KZ_FDDBR', '李某某（示例）'])),
    );
    const found = await tamper(([jws = '', first = '', , ...rest]) => [
      jws,
      first,
      forged,
      ...rest,
    ]);
    expect(told(found, 'disclosures', 'signature')).toBe(
      'invalid, disclosures failed disclosure-unreferenced, signature passed',
    );
    expect(found.licence?.items).toEqual({});
  });

  it('refuses an item that is disclosed twice (S01)', async () => {
    const found = await tamper(([jws = '', first = '', ...rest]) => [jws, first, first, ...rest]);
    expect(told(found, 'disclosures')).toBe('invalid, disclosures failed disclosure-doubled');
  });

  it('refuses the item of another licence (S05)', async () => {
    const [, foreign = ''] = makeSampleCredential(province).split('~');
    const found = await tamper(([jws = '', , ...rest]) => [jws, foreign, ...rest]);
    expect(told(found, 'disclosures')).toBe('invalid, disclosures failed disclosure-unreferenced');
  });

  it('refuses an item that is none', async () => {
    const found = await tamper(([jws = '', , ...rest]) => [jws, 'e30', ...rest]);
    expect(told(found, 'disclosures')).toBe('invalid, disclosures failed disclosure-malformed');
  });
});

describe('holder binding', () => {
  const audience = 'https://counter.example';
  const policy = { holderBinding: 'required', nonce: 'n-1', audience } as const;
  let holder: SampleSigner;
  let bound: string;
  beforeAll(async () => {
    holder = stranger.seal;
    const jwk = holder.privateKey.export({ format: 'jwk' });
    const { kty = '', crv = '', x = '', y = '' } = jwk as Record<string, string>;
    const content = { confirmation: { jwk: { kty, crv, x, y } } };
    bound = makeSampleCredential(province, { content });
  });
  const ask = async (credential: string, asked = {}) =>
    told(await makeSampleVerifier(province).verify(credential, asked), 'holder-binding');

  it('passes when the holder signed this presentation for this verifier', async () => {
    expect(await ask(bindToHolder(bound, holder), { policy })).toBe('valid, holder-binding passed');
  });

  it('is missing when the policy asks for it and it did not come', async () => {
    expect(await ask(bound, { policy })).toBe(
      'invalid, holder-binding failed holder-binding-missing',
    );
  });

  it('is checked when it came along unasked', async () => {
    expect(await ask(bindToHolder(bound, holder))).toBe('valid, holder-binding passed');
    expect(await ask(bindToHolder(bound, province.seal))).toBe(
      'invalid, holder-binding failed holder-binding-invalid',
    );
  });

  it('is refused on a licence that is bound to nobody', async () => {
    expect(await ask(bindToHolder(makeSampleCredential(province), holder))).toBe(
      'invalid, holder-binding failed holder-binding-unexpected',
    );
  });

  it.each([
    ['S13 another nonce', { nonce: 'n-2' }, 'of-another-presentation'],
    ['S13 another audience', { aud: 'https://other.example' }, 'of-another-presentation'],
    ['S13 several audiences', { aud: [audience] }, 'malformed'],
    ['S13 old', { iat: sampleSeconds - 301 }, 'out-of-time'],
    ['S13 future', { iat: sampleSeconds + 61 }, 'out-of-time'],
    ['S13 without time', { iat: null }, 'malformed'],
    [
      'S13 fewer disclosures',
      { sd_hash: createHash('sha256').update('x').digest('base64url') },
      'of-another-presentation',
    ],
  ])('is refused: %s', async (_name, claims, reason) => {
    expect(await ask(bindToHolder(bound, holder, claims), { policy })).toBe(
      `invalid, holder-binding failed holder-binding-${reason}`,
    );
  });

  it('is refused with another type', async () => {
    const signingInput = toSigningInput({ typ: 'JWT' }, { iat: sampleSeconds });
    const proof = toCompact(signingInput, signRaw(holder, signingInput));
    expect(await ask(`${bound}${proof}`)).toBe(
      'invalid, holder-binding failed holder-binding-malformed',
    );
  });

  it.each([
    ['as old as may be', { iat: sampleSeconds - 300 }],
    ['of a clock as far ahead as may be', { iat: sampleSeconds + 60 }],
  ])('passes: %s', async (_name, claims) => {
    expect(await ask(bindToHolder(bound, holder, claims), { policy })).toBe(
      'valid, holder-binding passed',
    );
  });

  it.each([
    ['of another sort', { kty: 'RSA' }],
    ['of another sort, with coordinates', { kty: 'OKP', isWhole: true }],
    ['of another curve', { crv: 'P-384', isWhole: true }],
    ['without x', { x: undefined, isWhole: true }],
    ['without y', { y: undefined, isWhole: true }],
    ['with a short x', { x: 'AAAA', isWhole: true }],
    ['with a short y', { y: 'AAAA', isWhole: true }],
    ['with half a point', { x: '', isWhole: true }],
  ])('is refused when `cnf` holds a key %s', async (_name, { isWhole, ...parts }: CnfCase) => {
    const whole = holder.privateKey.export({ format: 'jwk' }) as Record<string, string>;
    const { kty = '', crv = '', x = '', y = '' } = whole;
    const all = { ...(isWhole ? { kty, crv, x, y } : {}), ...parts };
    const jwk = Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined));
    const content = { confirmation: { jwk } };
    const credential = makeSampleCredential(province, { content });
    expect(await ask(bindToHolder(credential, holder))).toBe(
      'invalid, holder-binding failed holder-binding-malformed',
    );
  });
});

/** Members of a JWK; undefined ones are left out. */
interface CnfCase {
  readonly isWhole?: boolean;
  readonly [member: string]: string | boolean | undefined;
}
