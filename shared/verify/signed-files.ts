import { type Jws, readJws } from '../formats/jws.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { Problem } from '../problem/problem.ts';
import { andThen } from './and-then.ts';
import type { DatedEvidence } from './evidence.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import { isElsewhere, type Realm, toPlace } from './realm.ts';
import type { FindSignerUnder, Signer, TrustAnchor } from './signer-chains.ts';
import type { PublicFile, ShelfRequest, VerifierShelf } from './verifier-shelf.ts';

/** What the files of one kind have in common. */
export interface SignedFileKind<T> {
  readonly name: 'trust-list' | 'status-list';
  readonly typ: string;
  readonly mediaType: string;
  readonly maxBytes: number;
  readonly findSignerUnder: FindSignerUnder;
  /** @throws Problem `malformed` */
  readonly read: (payload: JsonObject) => MaybePromise<T>;
}

/** A file whose signature holds, and whose it is. */
export interface OpenedFile<T> {
  readonly content: T;
  readonly signer: Signer;
  /** What its chain ends at: others may not have it. */
  readonly anchors: readonly TrustAnchor[];
  /** As the shelf said of it. */
  readonly goodUntilSeconds?: number | undefined;
}

/** Which file, of which province, and how old its last check may be. */
export interface SignedFileRequest extends Realm {
  readonly address: string;
  /** The same below the province's address, as provinces call their files. */
  readonly path: string;
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}

export type OpenSignedFile<T> = (
  request: SignedFileRequest,
) => MaybePromise<DatedEvidence<OpenedFile<T>>>;

/** The times that every signed file has. */
interface Dated {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A file's text for the gate, which refuses whatever is not ASCII. */
export function toText(body: Uint8Array): string {
  return decoder.decode(body);
}

/** Clocks of provinces may differ by so much. */
export const clockSkewSeconds = 60;

/**
 * Closes the opening of signed files of one kind over shelf and primitives: fetched, read, signed by
 * a certificate made for that, under the province's own anchor, valid now, and still good. Gives
 * `…-unreachable`, `…-malformed`, `…-untrusted`, `…-ahead` or `…-stale` otherwise. A file that was
 * opened is remembered by its content.
 */
export function makeOpenSignedFile<T extends Dated>(
  kind: SignedFileKind<T>,
  { shelf, primitives }: { readonly shelf: VerifierShelf; readonly primitives: Primitives },
): OpenSignedFile<T> {
  const opened = new WeakMap<PublicFile, OpenedFile<T>>();

  const open = async (file: PublicFile, request: SignedFileRequest) => {
    const jws = readGate(file, kind);
    const { anchors, nowSeconds } = request;
    const signer = await kind.findSignerUnder(anchors)(jws.header, nowSeconds);
    if (signer.value === undefined) return undefined;
    const { publicKey } = signer.value;
    const { signature, signingText: data } = jws;
    const check = { suite: 'ES256', publicKey, signature, data } as const;
    if (!(await primitives.verifySignature(check))) return undefined;
    const content = await kind.read(jws.payload);
    const { goodUntilSeconds } = file;
    const known = { content, signer: signer.value, anchors, goodUntilSeconds };
    opened.set(file, known);
    return known;
  };

  const openNew = async (file: PublicFile, request: SignedFileRequest) => {
    try {
      return judgeFile(kind.name, await open(file, request), request);
    } catch (error) {
      if (error instanceof Problem) return { reason: `${kind.name}-malformed` } as const;
      throw error;
    }
  };

  return (request) =>
    andThen(shelf.find(toShelfRequest(kind, request)), (file) => {
      if (file === undefined) return { reason: `${kind.name}-unreachable` };
      const known = opened.get(file);
      return known === undefined || known.anchors !== request.anchors
        ? openNew(file, request)
        : judgeFile(kind.name, known, request);
    });
}

function readGate<T>(file: PublicFile, { typ, maxBytes }: SignedFileKind<T>): Jws {
  return readJws(toText(file.body), { typ, maxBytes });
}

function toShelfRequest<T>(
  { mediaType, maxBytes }: SignedFileKind<T>,
  request: SignedFileRequest,
): ShelfRequest {
  const { address, path, nowSeconds, maxAgeSeconds } = request;
  const asked = { address, mediaType, maxBytes, maxAgeSeconds };
  return isElsewhere(request) ? { ...asked, ...toPlace(request, path, nowSeconds) } : asked;
}

/** What time and province say of a file, asked on every use. */
export function judgeFile<T extends Dated>(
  name: SignedFileKind<T>['name'],
  file: OpenedFile<T> | undefined,
  { provinceUrl, anchors, nowSeconds }: SignedFileRequest,
): DatedEvidence<OpenedFile<T>> {
  const isAnchored = file?.anchors === anchors;
  if (file === undefined || !isAnchored || !isSignedBy(file.signer, provinceUrl, nowSeconds)) {
    return { reason: `${name}-untrusted` };
  }
  if (file.content.issuedAt > nowSeconds + clockSkewSeconds) return { reason: `${name}-ahead` };
  const { goodUntilSeconds = Number.POSITIVE_INFINITY } = file;
  if (file.content.expiresAt <= nowSeconds || goodUntilSeconds <= nowSeconds) {
    return { reason: `${name}-stale`, ended: file };
  }
  return { value: file };
}

function isSignedBy(signer: Signer, provinceUrl: string, nowSeconds: number): boolean {
  const { notBefore, notAfter } = signer;
  return signer.provinceUrl === provinceUrl && notBefore <= nowSeconds && nowSeconds <= notAfter;
}
