import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { type Certificate, readCertificate } from '../../shared/formats/certificate.ts';
import { makePathValidator, type PathRequest } from '../../shared/verify/path.ts';
import { makeEs256Suites } from '../../shared/verify/path-suites.ts';
import { forgePart, parts, validate } from '../build/certificate-chain.ts';
import {
  certificateSigning,
  directory,
  extensions,
  type Forgery,
  forge,
  makeKeys,
  noon,
  province,
  time,
} from '../build/certificate-forge.ts';
import { makeCountingValidator } from '../build/counting-validator.ts';

const seal = readCertificate(forgePart('seal', {}));
const authority = readCertificate(forgePart('authority', {}));
const root = readCertificate(forgePart('root', {}));
const expired = (part: 'authority' | 'root') =>
  readCertificate(forgePart(part, { [part]: { notAfter: time(noon - 1) } }));

const findPath = (change: Partial<PathRequest>) =>
  validate({ leaf: seal, intermediates: [authority], anchors: [root], atSeconds: noon, ...change });
async function reasonOf(change: Partial<PathRequest>): Promise<string> {
  const outcome = await findPath(change);
  return outcome.ok ? 'ok' : outcome.reason;
}

/** Another key that calls itself the authority's. */
const impostor = { ...makeKeys(), keyIdentifier: parts.keys.authority.keyIdentifier };
const forged = readCertificate(forge({ ...parts.authority, keys: impostor }));

describe('the search for a path (RFC 4158)', () => {
  it('passes over authorities that did not sign, and those that do not hold', async () => {
    expect(await reasonOf({ intermediates: [forged, expired('authority'), authority] })).toBe('ok');
    expect(await reasonOf({ anchors: [expired('root'), root] })).toBe('ok');
  });

  it('tells the first fault of those met equally far along', async () => {
    const late = expired('authority');
    expect(await reasonOf({ intermediates: [late, forged] })).toBe('chain-expired');
    expect(await reasonOf({ intermediates: [forged, late] })).toBe('chain-signature');
  });

  it('tells the fault of the longest path', async () => {
    const late = expired('root');
    const change = { anchors: [late], intermediates: [forged, authority] };
    expect(await reasonOf(change)).toBe('chain-expired');
    expect(await reasonOf({ ...change, intermediates: [authority, forged] })).toBe('chain-expired');
  });

  it('goes on when names forbid one of two paths', async () => {
    const elsewhere = extensions.permitted(directory(province('浙江省')));
    const narrow = readCertificate(
      forgePart('root', { root: { extensions: { constraints: elsewhere } } }),
    );
    expect(await reasonOf({ anchors: [narrow] })).toBe('chain-name-constraint');
    expect(await findPath({ anchors: [narrow, root] })).toMatchObject({ ok: true, anchor: root });
  });

  it('ends at the first anchor, even one that is no root', async () => {
    const outcome = await findPath({ anchors: [authority], intermediates: [root] });
    expect(outcome).toEqual({ ok: true, path: [seal, authority], anchor: authority });
  });

  it('counts no anchor among the authorities between', async () => {
    expect(await reasonOf({ anchors: [authority], maxIntermediates: 0 })).toBe('ok');
    expect(await reasonOf({ maxIntermediates: 0 })).toBe('chain-constraint');
  });

  it('takes two authorities of one key for two, by their names', async () => {
    const [subject, shared] = [[...province('辽宁省'), ['2.5.4.3', '另一']] as const, makeKeys()];
    const issuing = { authority: extensions.authority(), usages: certificateSigning };
    const chain = [
      forge({ ...parts.authority, keys: shared, extensions: issuing }),
      forge({
        keys: shared,
        signer: shared,
        subject,
        issuer: parts.names.authority,
        extensions: issuing,
      }),
    ].map(readCertificate);
    const leaf = readCertificate(forge({ ...parts.seal, signer: shared, issuer: subject }));
    const anchor = { root: { extensions: { authority: extensions.authority(2) } } };
    const anchors = [readCertificate(forgePart('root', anchor))];
    expect(await reasonOf({ leaf, intermediates: chain, anchors })).toBe('ok');
    const renamed = readCertificate(forgePart('root', { root: { subject: province('浙江省') } }));
    expect(await reasonOf({ anchors: [renamed] })).toBe('chain-untrusted');
  });

  it('checks one signature once, however often its certificates stand there', async () => {
    const { validate: counting, count } = makeCountingValidator();
    const intermediates = new Array<Certificate>(200).fill(forged);
    const outcome = await counting({ leaf: seal, intermediates, anchors: [], atSeconds: noon });
    expect(outcome).toEqual({ ok: false, reason: 'chain-signature' });
    expect(count.checks).toBe(1);
  });

  it('looks at 4096 certificates and gives up at one more', async () => {
    const strangers = (count: number) => new Array<Certificate>(count).fill(root);
    const change = { anchors: [] };
    expect(await reasonOf({ ...change, intermediates: strangers(4096) })).toBe('chain-untrusted');
    expect(await reasonOf({ ...change, intermediates: strangers(4097) })).toBe('chain-work');
  });

  it('passes on an error that is not its own', async () => {
    const failing = makePathValidator({
      ...makeEs256Suites(makeNodePrimitives()),
      verifySigned: () => Promise.reject(new Error('no key service')),
    });
    const asked = failing({ leaf: seal, intermediates: [], anchors: [authority], atSeconds: noon });
    await expect(asked).rejects.toThrow('no key service');
  });
});

describe('an authority that rolls its key over (RFC 5280 sections 4.2.1.9, 6.1.3)', () => {
  const old = makeKeys();
  const base = { subject: parts.names.authority, issuer: parts.names.authority };
  /** The authority under its old key, issued by the root, and the new key under the old one. */
  const chainOf = (rolled: Partial<Forgery>, first: Partial<Forgery> = {}) =>
    [
      forge({ ...parts.authority, keys: old, ...first }),
      forge({ ...parts.authority, ...base, signer: old, ...rolled }),
    ].map(readCertificate);

  it('counts once', async () => {
    expect(await reasonOf({ intermediates: chainOf({}), maxIntermediates: 1 })).toBe('ok');
    expect(await reasonOf({ intermediates: chainOf({}), maxIntermediates: 0 })).toBe(
      'chain-constraint',
    );
  });

  it('is not held to the names it constrains, but what it issues is', async () => {
    const within = { subject: parts.names.seal.slice(0, 3) };
    const narrow = extensions.permitted(directory(within.subject));
    const first = { extensions: { ...parts.authority.extensions, constraints: narrow } };
    expect(await reasonOf({ intermediates: chainOf({}, first) })).toBe('ok');
  });

  it('is held to them as the last of a path', async () => {
    const narrow = extensions.permitted(directory(parts.names.seal.slice(0, 3)));
    const constrained = { authority: { extensions: { constraints: narrow } } };
    const intermediates = [readCertificate(forgePart('authority', constrained))];
    const leaf = readCertificate(forge({ ...parts.seal, subject: parts.names.authority }));
    expect(await reasonOf({ intermediates })).toBe('ok');
    expect(await reasonOf({ intermediates, leaf })).toBe('chain-name-constraint');
  });
});

describe('path lengths', () => {
  /** Root, so many authorities below it, each with a key and a name of its own, and a seal. */
  function makeLine(lengths: readonly (number | undefined)[]) {
    let above = { keys: parts.keys.root, subject: parts.names.root as Forgery['subject'] };
    const intermediates = lengths.map((length, level) => {
      const own = {
        keys: makeKeys(),
        subject: [...province('辽宁省'), ['2.5.4.3', `${level}`]] as const,
      };
      const made = forge({
        ...own,
        signer: above.keys,
        issuer: above.subject,
        extensions: { authority: extensions.authority(length), usages: certificateSigning },
      });
      above = own;
      return readCertificate(made);
    });
    const leaf = readCertificate(
      forge({ ...parts.seal, signer: above.keys, issuer: above.subject }),
    );
    return { leaf, intermediates };
  }
  const anchors = [
    readCertificate(
      forgePart('root', { root: { extensions: { authority: extensions.authority() } } }),
    ),
  ];

  it.each([
    [[1, 0], 'ok'],
    [[0, 0], 'chain-constraint'],
    [[undefined, 0], 'ok'],
    [[2, 1, 0], 'ok'],
    [[2, 0, 0], 'chain-constraint'],
    [[1, 1, 0], 'chain-constraint'],
  ])('of the authorities from the root on, %j: %s', async (lengths, outcome) => {
    expect(await reasonOf({ ...makeLine(lengths), anchors })).toBe(outcome);
  });

  it('asked for by a caller bind every authority between', async () => {
    const line = makeLine([2, 1, 0]);
    expect(await reasonOf({ ...line, anchors, maxIntermediates: 3 })).toBe('ok');
    expect(await reasonOf({ ...line, anchors, maxIntermediates: 2 })).toBe('chain-constraint');
  });

  it('of a root count what stands below it', async () => {
    const anchors = [root];
    expect(await reasonOf({ ...makeLine([0]), anchors })).toBe('ok');
    expect(await reasonOf({ ...makeLine([1, 0]), anchors })).toBe('chain-constraint');
  });
});
