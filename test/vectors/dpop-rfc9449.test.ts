import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCheckProof } from '../../functions/admitting/check-proof.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { readDpopProof } from '../../shared/formats/dpop-proof.ts';
import { toThumbprintText } from '../../shared/formats/public-jwk.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** RFC 9449 section 4.1. */
const proof = [
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19',
  'eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ',
  '2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg',
].join('.');

/** RFC 9449 section 6.1: `cnf.jkt`. */
const thumbprint = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';

it('reads the example of RFC 9449, and finds its key’s thumbprint', () => {
  const { jwk, jti, htm, htu, issuedAtSeconds } = readDpopProof(proof);
  expect({ jti, htm, htu, issuedAtSeconds }).toEqual({
    jti: '-BwC3ESc6acc2lTc',
    htm: 'POST',
    htu: 'https://server.example.com/token',
    issuedAtSeconds: 1_562_262_616,
  });
  expect(digest(toThumbprintText(jwk))).toBe(thumbprint);
});

it('finds its signature good', async () => {
  const check = makeCheckProof({
    primitives: makeNodePrimitives(),
    nonces: { current: async () => 'n', isFresh: async () => true },
    clock: { now: () => 1_562_262_617_000 as Moment },
    provinceUrl: 'https://server.example.com',
  });
  const request = { method: 'POST', path: '/token' };
  // All is checked before the nonce, which the example does not have.
  await expect(check({ ...request, proof })).rejects.toMatchObject({
    details: { reason: 'use-dpop-nonce' },
  });
  const tampered = proof.replace(/.$/, (last) => (last === 'g' ? 'w' : 'g'));
  await expect(check({ ...request, proof: tampered })).rejects.toMatchObject({
    details: { reason: 'proof-signature' },
  });
});
