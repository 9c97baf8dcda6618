import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { purposeIds } from '../../shared/formats/certificate-profiles.ts';
import { extended, forgePart, outcomeOf, parts, validate } from '../build/certificate-chain.ts';
import {
  certificateSigning,
  der,
  directory,
  extensions,
  forge,
  makeKeys,
  noon,
  oid,
  province,
  sequence,
} from '../build/certificate-forge.ts';
import { makeCountingValidator } from '../build/counting-validator.ts';

describe('a chain in the profile of docs/trust.md', () => {
  it('is a path from the seal to the province’s root', async () => {
    expect(await outcomeOf({})).toBe('ok');
  });

  it.each([noon - 1000, noon + 1000, noon + 1000.999])(
    'holds at %d, both ends included',
    async (atSeconds) => {
      expect(await outcomeOf({ request: { atSeconds } })).toBe('ok');
    },
  );

  it('holds whatever else stands among the intermediates, in any order', async () => {
    const authority = readCertificate(forgePart('authority', {}));
    const other = readCertificate(
      forgePart('authority', { authority: extended('1.2.3.4', der(5), true) }),
    );
    const root = readCertificate(forgePart('root', {}));
    const seal = readCertificate(forgePart('seal', {}));
    expect(await outcomeOf({ request: { intermediates: [seal, root, other, authority] } })).toBe(
      'ok',
    );
  });

  it('holds with policies and mappings that bind nobody', async () => {
    const policies = extended('2.5.29.32', sequence(sequence(oid('1.2.3'))));
    expect(await outcomeOf({ authority: policies, seal: policies })).toBe('ok');
  });

  it('is refused for a CA below the sealing CA', async () => {
    const below = makeKeys();
    const subject = [...province('辽宁省'), ['2.5.4.3', '下级（示例）']] as const;
    const third = forge({
      ...parts.authority,
      keys: below,
      signer: parts.keys.authority,
      subject,
      issuer: parts.names.authority,
    });
    const leaf = readCertificate(forge({ ...parts.seal, signer: below, issuer: subject }));
    const authority = readCertificate(forgePart('authority', {}));
    const request = { leaf, intermediates: [authority, readCertificate(third)] };
    expect(await outcomeOf({ request })).toBe('chain-constraint');
  });

  it('is refused for a seal that signed another seal', async () => {
    const leaf = readCertificate(
      forge({ ...parts.seal, keys: makeKeys(), signer: parts.keys.seal, issuer: parts.names.seal }),
    );
    const intermediates = [
      readCertificate(forgePart('seal', {})),
      readCertificate(forgePart('authority', {})),
    ];
    expect(await outcomeOf({ request: { leaf, intermediates } })).toBe('chain-constraint');
  });
});

describe('a hostile heap of certificates (X15)', () => {
  const at = { atSeconds: noon, purpose: purposeIds.seal };

  it('ends after 64 signature checks among authorities of one name', async () => {
    const { validate: counting, count } = makeCountingValidator();
    const same = { keyIdentifier: parts.keys.authority.keyIdentifier };
    const heap = Array.from({ length: 100 }, () =>
      readCertificate(forge({ ...parts.authority, keys: { ...makeKeys(), ...same } })),
    );
    const leaf = readCertificate(forgePart('seal', {}));
    const outcome = await counting({ leaf, intermediates: heap, anchors: [], ...at });
    expect(outcome).toEqual({ ok: false, reason: 'chain-work' });
    expect(count.checks).toBe(64);
  });

  it('does not walk in circles between provinces that signed each other (CVE-2024-0567)', async () => {
    const [a, b] = [makeKeys(), makeKeys()];
    const [nameA, nameB] = [province('甲（示例）'), province('乙（示例）')];
    const authority = { authority: extensions.authority(), usages: certificateSigning };
    const cross = [
      forge({ keys: a, signer: b, subject: nameA, issuer: nameB, extensions: authority }),
      forge({ keys: b, signer: a, subject: nameB, issuer: nameA, extensions: authority }),
    ].map(readCertificate);
    const leaf = readCertificate(forge({ ...parts.seal, signer: a, issuer: nameA }));
    const outcome = await validate({ leaf, intermediates: cross, anchors: [], ...at });
    expect(outcome).toEqual({ ok: false, reason: 'chain-untrusted' });
  });

  it('gives up a path longer than 8 certificates', async () => {
    const keys = Array.from({ length: 9 }, () => makeKeys());
    const names = keys.map((_key, index) => province(`第${index}级（示例）`));
    const chain = keys.map((own, index) =>
      readCertificate(
        forge({
          keys: own,
          signer: keys[Math.max(0, index - 1)] ?? own,
          subject: names[index] ?? [],
          issuer: names[Math.max(0, index - 1)] ?? [],
          extensions: { authority: extensions.authority(), usages: certificateSigning },
        }),
      ),
    );
    const leafUnder = (level: number) =>
      readCertificate(
        forge({ ...parts.seal, signer: keys[level] ?? makeKeys(), issuer: names[level] ?? [] }),
      );
    const anchors = chain.slice(0, 1);
    const eight = await validate({ leaf: leafUnder(6), intermediates: chain, anchors, ...at });
    const nine = await validate({ leaf: leafUnder(7), intermediates: chain, anchors, ...at });
    expect(eight.ok && eight.path.length).toBe(8);
    expect(nine).toEqual({ ok: false, reason: 'chain-constraint' });
  });

  it('counts the comparisons of names with constraints', async () => {
    const names = Array.from({ length: 300 }, (_, index) =>
      directory([...province('辽宁省'), ['2.5.4.3', `${index}`]]),
    );
    const others = names.map((_, index) => directory(province(`${index}`)));
    const outcome = await outcomeOf({
      root: { extensions: { constraints: extensions.excluded(...others) } },
      seal: { extensions: { alternative: extensions.alternativeNames(...names) } },
    });
    expect(outcome).toBe('chain-work');
  });
});
