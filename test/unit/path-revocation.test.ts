import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { readRevocationList } from '../../shared/formats/certificate-revocation-list.ts';
import { makeFindRevocationFault } from '../../shared/verify/path-revocation.ts';
import { type Change, forgePart, validate, without } from '../build/certificate-chain.ts';
import { der, extension, noon, sequence } from '../build/certificate-forge.ts';
import { forgeList, type ListForgery, listEntry, listNumber } from '../build/revocation-lists.ts';

const [sealSerial, authoritySerial] = [
  [0x50, 1],
  [0x60, 1],
];
const chain: Change = { seal: { serial: sealSerial }, authority: { serial: authoritySerial } };
const serials = { seal: listEntry(sealSerial), authority: listEntry(authoritySerial) };

async function outcomeUnder(lists: readonly ListForgery[], change: Change = {}) {
  const asked: number[] = [];
  const read = lists.map((list) => readRevocationList(forgeList(list)));
  const find = makeFindRevocationFault(read);
  const part = (name: 'root' | 'authority' | 'seal') =>
    readCertificate(forgePart(name, { ...chain, ...change }));
  const outcome = await validate({
    leaf: part('seal'),
    intermediates: [part('authority')],
    anchors: [part('root')],
    atSeconds: noon,
    findRevocationFault: (path, question) =>
      find(path, {
        ...question,
        isSignedBy(list, authority) {
          asked.push(read.findIndex(({ tbs }) => tbs === list.tbs));
          return question.isSignedBy(list, authority);
        },
      }),
  });
  return { reason: outcome.ok ? 'ok' : outcome.reason, asked };
}
const reasonUnder = async (...lists: readonly ListForgery[]) => (await outcomeUnder(lists)).reason;

const ofRoot = { by: 'root' } as const;
const ofAuthority = { by: 'authority' } as const;

describe('revocation lists at their bounds (RFC 5280 section 6.3)', () => {
  it('are current in their first second and in their last', async () => {
    const first = { ...ofAuthority, thisUpdate: noon };
    const last = { ...ofAuthority, nextUpdate: noon };
    expect(await reasonUnder(ofRoot, first)).toBe('ok');
    expect(await reasonUnder(ofRoot, last)).toBe('ok');
  });

  it('revoke what their own issuer issued, and nothing else', async () => {
    expect(await reasonUnder({ ...ofRoot, revoked: serials.authority }, ofAuthority)).toBe(
      'chain-revoked',
    );
    expect(await reasonUnder(ofRoot, { ...ofAuthority, revoked: serials.seal })).toBe(
      'chain-revoked',
    );
    const crossed = [
      { ...ofRoot, revoked: serials.seal },
      { ...ofAuthority, revoked: serials.authority },
    ];
    expect(await reasonUnder(...crossed)).toBe('ok');
  });

  it('revoke when one of two says so', async () => {
    const revoking = { ...ofAuthority, revoked: serials.seal };
    expect(await reasonUnder(ofRoot, ofAuthority, revoking)).toBe('chain-revoked');
    expect(await reasonUnder(ofRoot, revoking, ofAuthority)).toBe('chain-revoked');
  });

  it('revoke only while they are current and rightly signed', async () => {
    const stale = { ...ofAuthority, revoked: serials.seal, nextUpdate: noon - 1 };
    expect(await reasonUnder(ofRoot, ofAuthority, stale)).toBe('ok');
  });

  it('are each checked by the issuer they name, and by no other', async () => {
    const { reason, asked } = await outcomeUnder([ofRoot, ofAuthority]);
    expect([reason, asked]).toEqual(['ok', [1, 0]]);
    const stale = { ...ofAuthority, nextUpdate: noon - 1 };
    expect((await outcomeUnder([ofRoot, stale])).asked).toEqual([]);
  });

  it('may name their issuer’s key or leave it', async () => {
    const naming = (key: Uint8Array) => ({
      ...ofAuthority,
      extensions: [listNumber, extension('2.5.29.35', sequence(der(0x80, key)))],
    });
    const authority = readCertificate(forgePart('authority', chain));
    const own = authority.extensions.subjectKeyIdentifier?.keyIdentifier ?? new Uint8Array();
    expect(await reasonUnder(ofRoot, naming(own))).toBe('ok');
    expect(await reasonUnder(ofRoot, naming(Uint8Array.of(9)))).toBe('chain-revocation-unknown');
  });

  it('are taken from an issuer that does not say what its key is for', async () => {
    const change = { ...chain, authority: { ...chain.authority, ...without('usages') } };
    expect((await outcomeUnder([ofRoot, ofAuthority], change)).reason).toBe('ok');
  });

  it('are needed of every issuer', async () => {
    expect(await reasonUnder()).toBe('chain-revocation-unknown');
    expect(await reasonUnder(ofAuthority)).toBe('chain-revocation-unknown');
    expect(await reasonUnder(ofRoot)).toBe('chain-revocation-unknown');
  });
});
