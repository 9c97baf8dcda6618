import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCredential } from '../../shared/formats/credential.ts';
import { readCredentialClaims } from '../../shared/formats/credential-claims.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import { makeCredentialDraft } from '../../shared/formats/credential-draft.ts';
import { digestOf } from '../build/digest-of.ts';
import { hashInNode, sampleContent } from '../build/signed-credential.ts';

/** One credential as this project first signed it. A change that breaks this test breaks licences in people's hands. */
const frozen: { credential: string; publicKey: string } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'frozen/credential.json'), 'utf8'),
);

describe('the credential as first signed', () => {
  it('is read as it was', () => {
    const { jws, disclosures } = readCredential(frozen.credential, { maxBytes: 16_384 });
    const spki = Buffer.from(frozen.publicKey, 'base64');
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const options = { key, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', jws.signingInput, options, jws.signature)).toBe(true);
    expect(readCredentialClaims(jws.payload).identifier).toBe(sampleContent.identifier);
    expect(processDisclosures(jws.payload, disclosures, hashInNode)).toMatchObject({
      department: sampleContent.department,
      holders: [{ code: '91210100MA0XXXXX0X', code_type: '001' }],
      number: 'JY22101000000018',
      KZ_JYXM: ['热食类食品制售', '冷食类食品制售'],
    });
  });

  it('is still made byte for byte', () => {
    const random = (lengthBytes: number) => Uint8Array.from({ length: lengthBytes }, (_, at) => at);
    const draft = makeCredentialDraft(sampleContent, { random, digest: digestOf });
    const [signed = '', ...disclosures] = frozen.credential.split('~');
    expect(signed.startsWith(`${draft.signingInput}.`)).toBe(true);
    expect([...draft.disclosures, '']).toEqual(disclosures);
  });
});
