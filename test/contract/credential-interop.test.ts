import { randomBytes, verify } from 'node:crypto';
import { createHeaderAndPayload, StatusList } from '@sd-jwt/jwt-status-list';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { describe, expect, it } from 'vitest';
import { readBase64url, toBase64url } from '../../shared/formats/base64url.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import { readKeyBinding } from '../../shared/formats/credential-key-binding.ts';
import { toCompact, toSigningInput } from '../../shared/formats/jws.ts';
import { signHostileJws } from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';
import {
  assembleDraft,
  hashInNode,
  makeSampleDraft,
  sampleContent,
  sampleKeys,
  signSigningInput,
} from '../build/signed-credential.ts';

const now = sampleContent.issuedAtSeconds + 60;
const sign = (data: string) => toBase64url(signSigningInput(data));
const isSigned = (data: string, signature: string) => {
  const options = { key: sampleKeys.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', Buffer.from(data), options, readBase64url(signature));
};

/** The status list that the sample licence stands in, all valid. */
function makeStatusList(): string {
  const list = new StatusList(Array(8).fill(0), 1);
  const claims = { iss: sampleContent.issuer, sub: sampleContent.status.uri, iat: now - 60 };
  const { header, payload } = createHeaderAndPayload(list, claims, {
    alg: 'ES256',
    typ: 'statuslist+jwt',
  });
  return signHostileJws(header, payload);
}

/** The other implementation; salts are ours, for its own generator gives 64 bits where RFC 9901 §9.3 asks for 128. */
const other = new SDJwtVcInstance({
  hasher: (data) => hashInNode(typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data)),
  hashAlg: 'sha-256',
  saltGenerator: () => randomBytes(16).toString('base64url'),
  signer: sign,
  signAlg: 'ES256',
  verifier: isSigned,
  kbSigner: sign,
  kbSignAlg: 'ES256',
  kbVerifier: isSigned,
  statusListFetcher: async () => makeStatusList(),
  statusVerifier: () => true,
});

const holderKey = sampleKeys.publicKey.export({ format: 'jwk' });
const confirmation = { jwk: { kty: 'EC', crv: 'P-256', x: `${holderKey.x}`, y: `${holderKey.y}` } };
const theirs = {
  iss: sampleContent.issuer,
  iat: now,
  vct: sampleContent.vct,
  cnf: confirmation,
  KZ_FDDBR: '张某某（示例）',
  nationalities: ['CN', 'FR'],
  address: { region: '辽宁', street: '某路1号（示例）' },
};
const frame = {
  _sd: ['KZ_FDDBR' as const],
  _sd_decoy: 2,
  nationalities: { _sd: [1] },
  address: { _sd: ['street' as const] },
};

describe('our credential before @sd-jwt/sd-jwt-vc', () => {
  it('is accepted, with all items or with one', async () => {
    const draft = makeSampleDraft();
    const whole = await other.verify(assembleDraft(draft), { currentDate: now });
    expect(whole.payload).toMatchObject({
      iss: sampleContent.issuer,
      identifier: sampleContent.identifier,
      holders: [{ code_type: '001' }],
      KZ_JYXM: ['热食类食品制售', '冷食类食品制售'],
      KZ_MJ: 120.5,
    });
    expect(whole.header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt' });
    const few = await other.verify(assembleDraft(draft, draft.disclosures.slice(1, 2)), {
      currentDate: now,
    });
    expect(few.payload).toHaveProperty('KZ_FDDBR');
    expect(few.payload).not.toHaveProperty('holders');
  });

  it('is accepted with a key binding of ours', async () => {
    const presentation = assembleDraft(makeSampleDraft({ confirmation }));
    const claims = {
      iat: now,
      aud: 'https://counter.example',
      nonce: 'n-1',
      sd_hash: toBase64url(hashInNode(Buffer.from(presentation))),
    };
    const signingInput = toSigningInput({ typ: 'kb+jwt' }, claims);
    const bound = presentation + toCompact(signingInput, signSigningInput(signingInput));
    const result = await other.verify(bound, { currentDate: now, keyBindingNonce: 'n-1' });
    expect(result.kb?.payload).toMatchObject({ nonce: 'n-1' });
    await expect(
      other.verify(bound, { currentDate: now, keyBindingNonce: 'n-2' }),
    ).rejects.toThrow();
  });

  it('loses an item that is changed there; here it is refused whole', async () => {
    const text = assembleDraft(makeSampleDraft());
    const last = text.lastIndexOf('~', text.length - 2);
    const changed = toBase64url(JSON.stringify(['s'.repeat(22), 'KZ_MJ', 9]));
    const tampered = `${text.slice(0, last)}~${changed}~`;
    const { payload } = await other.verify(tampered, { currentDate: now });
    expect(payload).not.toHaveProperty('KZ_MJ');
    const { jws, disclosures } = readCredential(tampered, { maxBytes: 16_384 });
    const process = () => processDisclosures(jws.payload, disclosures, hashInNode);
    expect(refusalOf(process)).toBe('malformed disclosure-unreferenced');
  });
});

describe('a credential of @sd-jwt/sd-jwt-vc before our reader', () => {
  it('is read: claims, elements, items of objects, decoys', async () => {
    const text = await other.issue(theirs, frame);
    const { jws, disclosures, keyBinding } = readCredential(text, { maxBytes: 16_384 });
    expect(keyBinding).toBeUndefined();
    expect(isSigned(Buffer.from(jws.signingInput).toString(), toBase64url(jws.signature))).toBe(
      true,
    );
    expect(processDisclosures(jws.payload, disclosures, hashInNode)).toEqual(theirs);
  });

  it('is read when the holder shows a part and binds it', async () => {
    const whole = await other.issue(theirs, frame);
    const claims = { iat: now, aud: 'https://counter.example', nonce: 'n-1' };
    const text = await other.present(
      whole,
      { address: { street: true } },
      { kb: { payload: claims } },
    );
    const { jws, disclosures, keyBinding } = readCredential(text, { maxBytes: 16_384 });
    const { KZ_FDDBR: _, ...shown } = theirs;
    expect(processDisclosures(jws.payload, disclosures, hashInNode)).toEqual({
      ...shown,
      nationalities: ['CN'],
    });
    const bound = readKeyBinding(keyBinding?.text ?? '');
    expect(bound).toMatchObject({ audience: claims.aud, nonce: 'n-1', issuedAtSeconds: now });
    const digest = hashInNode(keyBinding?.sdHashInput ?? new Uint8Array());
    expect(bound.sdHash).toBe(toBase64url(digest));
  });
});
