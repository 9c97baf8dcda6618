import { createHash } from 'node:crypto';
import { andThen } from '../../../shared/verify/and-then.ts';
import type {
  PublicFile,
  ShelfRequest,
  VerifierShelf,
} from '../../../shared/verify/verifier-shelf.ts';

/** A file that a verification was given. */
export interface UsedFile {
  /** Unpadded base64url SHA-256 of its bytes. */
  readonly digest: string;
  /** Where it can be had for ever, below the own address. */
  readonly kept: string;
}

/** `iat` of a compact JWS, its signature unlooked at. */
function readIssuedAt({ body }: PublicFile): unknown {
  const [, payload = ''] = Buffer.from(body).toString('latin1').split('.');
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()).iat;
  } catch {
    return undefined;
  }
}

interface GivenFile {
  readonly file: PublicFile;
  readonly path: string;
}

/** A shelf that remembers what it gave, by address; of several under one, that of a date. */
export function makeRecordingShelf(shelf: VerifierShelf, provinceUrl: string) {
  const given = new Map<string, GivenFile[]>();
  const note = (request: ShelfRequest, file: PublicFile | undefined) => {
    const [address = ''] = request.address.split('?');
    const path = request.mirror ?? request.address.slice(provinceUrl.length + 1);
    if (file !== undefined) given.set(address, [...(given.get(address) ?? []), { file, path }]);
    return file;
  };
  return {
    shelf: {
      find: (request: ShelfRequest) => andThen(shelf.find(request), (file) => note(request, file)),
    } satisfies VerifierShelf,
    /** @param issuedAt seconds */
    used(address: string, issuedAt: number): UsedFile | undefined {
      const found = given.get(address)?.findLast(({ file }) => readIssuedAt(file) === issuedAt);
      if (found === undefined) return undefined;
      const digest = createHash('sha256').update(found.file.body).digest('base64url');
      const { path } = found;
      // sheets are asked for by their digest anyway
      return { digest, kept: path.includes('?') ? path : `history/${path}?digest=${digest}` };
    },
  };
}
