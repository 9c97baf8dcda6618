import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { purposeIds } from '../../shared/formats/certificate-profiles.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { makePathValidator, type PathRequest } from '../../shared/verify/path.ts';
import { makeEs256Suites } from '../../shared/verify/path-suites.ts';
import {
  extension,
  extensions,
  type Forgery,
  forge,
  makeChainParts,
  noon,
  type province,
} from './certificate-forge.ts';

/** Our validator over Node's primitives. */
export const validate = makePathValidator(makeEs256Suites(makeNodePrimitives()));
/** A sound chain of one province, in parts. */
export const parts = makeChainParts();

/** What is unlike the sound chain. */
export interface Change {
  readonly root?: Partial<Forgery>;
  readonly authority?: Partial<Forgery>;
  readonly seal?: Partial<Forgery>;
  readonly request?: Partial<PathRequest>;
  /** Changes the leaf's octets after it was signed. */
  readonly leaf?: (der: Uint8Array) => Uint8Array;
}

/** The change's own extensions are added to the profile's; an empty one takes the profile's away. */
export function forgePart(part: 'root' | 'authority' | 'seal', change: Change): Uint8Array {
  const own = change[part] ?? {};
  return forge({
    ...parts[part],
    ...own,
    extensions: { ...parts[part].extensions, ...own.extensions },
  });
}

/** `ok`, or why not. */
export async function outcomeOf(change: Change): Promise<string> {
  try {
    const leaf = forgePart('seal', change);
    const outcome = await validate({
      leaf: readCertificate(change.leaf ? change.leaf(leaf) : leaf),
      intermediates: [readCertificate(forgePart('authority', change))],
      anchors: [readCertificate(forgePart('root', change))],
      atSeconds: noon,
      purpose: purposeIds.seal,
      keyUsages: ['digitalSignature', 'nonRepudiation'],
      ...change.request,
    });
    return outcome.ok ? 'ok' : outcome.reason;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

/** The seal's subject under other first parts. */
export const sealNames = (first: ReturnType<typeof province>) => [
  ...first,
  ...parts.names.seal.slice(2),
];
/** One more extension. */
export const extended = (id: string, value: Uint8Array, critical?: boolean) => ({
  extensions: { extra: extension(id, value, critical) },
});
/** Without these extensions of the profile. */
export const without = (...names: readonly string[]) => ({
  extensions: Object.fromEntries(names.map((each) => [each, []])),
});
/** Other key usages. */
export const usages = (octet: number, unused: number) => ({
  extensions: { usages: extensions.usages(octet, unused) },
});

/** What is refused, for which reason. */
export type Refusals = Readonly<Record<string, readonly [reason: string, change: Change]>>;
