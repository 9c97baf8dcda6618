import { purposeIds } from '../formats/certificate-profiles.ts';
import { readJws } from '../formats/jws.ts';
import { type OfflineKit, offlineKitType, readOfflineKit } from '../formats/offline-kit.ts';
import { type KitFile, type KitSection, readKitPart } from '../formats/offline-kit-file.ts';
import { Problem } from '../problem/problem.ts';
import type { Primitives } from './primitives.ts';
import { clockSkewSeconds } from './signed-files.ts';
import { makeFindSigner, type TrustAnchor } from './signer-chains.ts';
import type { PublicFile, VerifierShelf } from './verifier-shelf.ts';

/** Most bytes of what is signed of a kit. */
export const maxKitManifestBytes = 4 * 1024 * 1024;

/** Which kit of a province was seen last. */
export interface SeenKit {
  readonly number: number;
  /** SHA-256 of the signed text, unpadded base64url. */
  readonly digest: string;
}

/** A kit whose signature holds, with the files of the parts that are at hand, all of them as they were signed for. */
export interface OpenedKit extends SeenKit {
  readonly kit: OfflineKit;
  /** By address. */
  readonly files: ReadonlyMap<string, KitFile>;
  /** Names of the parts that are not at hand. */
  readonly missing: readonly string[];
}

/**
 * Why a kit is not taken: not a kit; not its province's; a part is not the one that was signed for;
 * of the future; older than one seen before; another one than was seen under its number.
 */
export type KitFault =
  | 'malformed'
  | 'untrusted'
  | 'part-mismatch'
  | 'ahead'
  | 'rolled-back'
  | 'forked';

export interface KitQuestion {
  readonly nowSeconds: number;
  /** By province; a lower number is refused. */
  readonly seen?: ReadonlyMap<string, SeenKit>;
}

export type OpenOfflineKit = (
  section: KitSection,
  question: KitQuestion,
) => Promise<OpenedKit | KitFault>;

const profile = { purpose: purposeIds.trustList, maxIntermediates: 0 };

function readManifest(manifest: string) {
  const jws = readJws(manifest, { typ: offlineKitType, maxBytes: maxKitManifestBytes });
  return { jws, kit: readOfflineKit(jws.payload) };
}

function findAgeFault(
  one: { readonly kit: OfflineKit; readonly digest: string },
  { nowSeconds, seen }: KitQuestion,
): KitFault | undefined {
  const { issuedAt, number, provinceUrl } = one.kit;
  if (issuedAt > nowSeconds + clockSkewSeconds) return 'ahead';
  const last = seen?.get(provinceUrl);
  if (last === undefined || number > last.number) return undefined;
  if (number < last.number) return 'rolled-back';
  return one.digest === last.digest ? undefined : 'forked';
}

/** Parts beside those that the kit names are no harm: nobody looks at them. */
async function openParts(kit: OfflineKit, { parts }: KitSection, primitives: Primitives) {
  const files = new Map<string, KitFile>();
  const missing: string[] = [];
  for (const { name, digest } of kit.parts) {
    const text = parts.get(digest);
    if (text === undefined) {
      missing.push(name);
      continue;
    }
    if ((await primitives.digest(text)) !== digest) return 'part-mismatch';
    for (const file of readKitPart(text)) files.set(file.address, file);
  }
  return { files, missing };
}

/**
 * Closes the opening of offline kits over anchors: signed by a list signer of the province that the kit
 * names, whose chain held when it was signed; no older than what was seen; and every part that is at
 * hand byte for byte the one signed for. A kit past its grace opens: `makeKitShelf` says when its files
 * end.
 */
export function makeOpenOfflineKit(options: {
  readonly primitives: Primitives;
  readonly anchors: readonly TrustAnchor[];
}): OpenOfflineKit {
  const { primitives } = options;
  const findSigner = makeFindSigner({ ...options, profile });

  const open: OpenOfflineKit = async (section, question) => {
    const { jws, kit } = readManifest(section.manifest);
    const { value: signer } = await findSigner(jws.header, kit.issuedAt);
    if (signer?.provinceUrl !== kit.provinceUrl) return 'untrusted';
    const { publicKey } = signer;
    const { signature, signingText: data } = jws;
    const check = { suite: 'ES256', publicKey, signature, data } as const;
    if (!(await primitives.verifySignature(check))) return 'untrusted';
    const digest = await primitives.digest(section.manifest);
    const fault = findAgeFault({ kit, digest }, question);
    if (fault !== undefined) return fault;
    const opened = await openParts(kit, section, primitives);
    if (typeof opened === 'string') return opened;
    return { kit, number: kit.number, digest, ...opened };
  };

  return (section, question) =>
    open(section, question).catch((error: unknown) => {
      if (error instanceof Problem) return 'malformed';
      throw error;
    });
}

const encoder = new TextEncoder();

/**
 * A shelf of what kits hold, and nothing else: what is not in them cannot be reached. Every file is good
 * until its kit's grace ends, and the verifier says so after it. Of two kits with the same file the one of
 * the file's own province counts, then the newer one.
 */
export function makeKitShelf(kits: readonly OpenedKit[]): VerifierShelf {
  const newestFirst = [...kits].sort((one, other) => other.kit.issuedAt - one.kit.issuedAt);
  const held = new Map<string, PublicFile>();

  const findHolder = (address: string) => {
    const holders = newestFirst.filter(({ files }) => files.has(address));
    return holders.find(({ kit }) => address.startsWith(`${kit.provinceUrl}/`)) ?? holders[0];
  };

  return {
    find({ address, mediaType, maxBytes, atSeconds }) {
      // a kit knows nothing of what stood before it
      if (atSeconds !== undefined) return undefined;
      const known = held.get(address);
      if (known !== undefined) return known;
      const holder = findHolder(address);
      const file = holder?.files.get(address);
      if (holder === undefined || file?.mediaType !== mediaType) return undefined;
      const body = encoder.encode(file.text);
      if (body.length > maxBytes) return undefined;
      const found = { body, goodUntilSeconds: holder.kit.expiresAt };
      held.set(address, found);
      return found;
    },
  };
}
