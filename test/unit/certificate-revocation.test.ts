import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { readRevocationList } from '../../shared/formats/certificate-revocation-list.ts';
import { makeFindRevocationFault } from '../../shared/verify/path-revocation.ts';
import { forgePart, parts, validate } from '../build/certificate-chain.ts';
import { der, extension, extensions, noon, oid, sequence } from '../build/certificate-forge.ts';
import { forgeList, type ListForgery, listEntry, listNumber } from '../build/revocation-lists.ts';

const serialOfAll = Uint8Array.from([0x40, 1, 2, 3, 4, 5, 6, 7]);
async function outcomeUnder(...lists: readonly Uint8Array[]): Promise<string> {
  const outcome = await validate({
    leaf: readCertificate(forgePart('seal', {})),
    intermediates: [readCertificate(forgePart('authority', {}))],
    anchors: [readCertificate(forgePart('root', {}))],
    atSeconds: noon,
    findRevocationFault: makeFindRevocationFault(lists.map(readRevocationList)),
  });
  return outcome.ok ? 'ok' : outcome.reason;
}

const ofRoot = (forgery: ListForgery = {}) => forgeList(forgery);
const ofAuthority = (forgery: ListForgery = {}) => forgeList({ by: 'authority', ...forgery });

describe('revocation lists (X16)', () => {
  it('pass a chain that no current list names', async () => {
    const other = listEntry(Uint8Array.from([0x40, 9]));
    expect(await outcomeUnder(ofRoot(), ofAuthority({ revoked: other }))).toBe('ok');
  });

  it('refuse a revoked seal and a revoked CA', async () => {
    const revoked = listEntry(serialOfAll);
    expect(await outcomeUnder(ofRoot(), ofAuthority({ revoked }))).toBe('chain-revoked');
    expect(await outcomeUnder(ofRoot({ revoked }), ofAuthority())).toBe('chain-revoked');
  });

  it.each([
    ['is missing', []],
    ['is stale', [ofAuthority({ nextUpdate: noon - 1 })]],
    ['is not yet issued', [ofAuthority({ thisUpdate: noon + 1 })]],
    ['is signed by another', [ofAuthority({ signer: parts.keys.seal })]],
    [
      'names another key',
      [ofAuthority({ extensions: [listNumber, extension('2.5.29.35', sequence(der(0x80, [9])))] })],
    ],
  ])('leave it open when a CA’s list %s', async (_what, lists) => {
    expect(await outcomeUnder(ofRoot(), ...lists)).toBe('chain-revocation-unknown');
  });

  it.each([
    ['without a number', ofRoot({ extensions: [] }), /malformed/],
    [
      'with a critical number',
      ofRoot({ extensions: [extension('2.5.29.20', der(2, [5]), true)] }),
      /revocation-list-critical/,
    ],
    [
      'that is a delta',
      ofRoot({ extensions: [listNumber, extension('2.5.29.27', der(2, [1]), true)] }),
      /revocation-list-critical/,
    ],
    [
      'that is a delta and hides it',
      ofRoot({ extensions: [listNumber, extension('2.5.29.27', der(2, [1]))] }),
      /revocation-list-partial/,
    ],
    [
      'for some certificates only',
      ofRoot({ extensions: [listNumber, extension('2.5.29.28', sequence())] }),
      /revocation-list-partial/,
    ],
    ['with its number twice', ofRoot({ extensions: [listNumber, listNumber] }), /extension-twice/],
    [
      'for other issuers too',
      ofRoot({
        revoked: listEntry(serialOfAll, sequence(extension('2.5.29.29', sequence(), true))),
      }),
      /revocation-list-entry-critical/,
    ],
    ['of version 1', ofRoot({ version: [2, 1, 0] }), /revocation-list-version/],
    ['with an empty list', ofRoot({ revoked: new Uint8Array() }), /revocation-list-empty/],
    [
      'with two algorithms',
      ofRoot({ inner: sequence(oid('1.2.3')) }),
      /revocation-list-algorithms-differ/,
    ],
    ['with a trailing octet', Uint8Array.from([...ofRoot(), 0]), /der-trailing/],
  ])('are refused %s', (_what, list, reason) => {
    expect(() => readRevocationList(list)).toThrow(reason);
  });

  it('do not count from a CA that may not sign them', async () => {
    const authority = forgePart('authority', {
      authority: { extensions: { usages: extensions.usages(0x04, 2) } },
    });
    const outcome = await validate({
      leaf: readCertificate(forgePart('seal', {})),
      intermediates: [readCertificate(authority)],
      anchors: [readCertificate(forgePart('root', {}))],
      atSeconds: noon,
      findRevocationFault: makeFindRevocationFault(
        [ofRoot(), ofAuthority()].map(readRevocationList),
      ),
    });
    expect(outcome).toEqual({ ok: false, reason: 'chain-revocation-unknown' });
  });
});
