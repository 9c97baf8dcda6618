import { readBase64url, toBase64url } from '../formats/base64url.ts';
import { certificateHashBytes } from '../formats/cose-sign1.ts';
import type { DepartmentSheet, SheetSeal } from '../formats/department-sheet.ts';
import type { TrustList } from '../formats/trust-list.ts';
import type { ChainHeader } from './signer-chains.ts';

/** Seals of a sheet by their certificate's hash; nothing where two share it, which then names neither. */
type SealsByHash = ReadonlyMap<string, SheetSeal | undefined>;

const known = new WeakMap<DepartmentSheet, SealsByHash>();

function toSealsByHash({ seals }: DepartmentSheet): SealsByHash {
  const byHash = new Map<string, SheetSeal | undefined>();
  for (const seal of seals) {
    const hash = toBase64url(readBase64url(seal.certificate).subarray(0, certificateHashBytes));
    byHash.set(hash, byHash.has(hash) ? undefined : seal);
  }
  return byHash;
}

/** The one seal of the sheet whose certificate has that hash. */
export function findSealByHash(sheet: DepartmentSheet, hash: Uint8Array): SheetSeal | undefined {
  const byHash = known.get(sheet) ?? toSealsByHash(sheet);
  known.set(sheet, byHash);
  return byHash.get(toBase64url(hash));
}

interface MadeHeader {
  readonly trustList: TrustList;
  readonly header: ChainHeader;
}

const headers = new WeakMap<SheetSeal, MadeHeader>();

/**
 * The chain that a credential would carry: the seal's certificate from the sheet, and the authorities
 * of the province's trust list, one of which is to have issued it. The same object for the same two, so
 * that a chain that held is remembered; nothing where the sheet does not hold the certificate.
 */
export function findChainHeader(trustList: TrustList, seal: SheetSeal): ChainHeader | undefined {
  const made = headers.get(seal);
  if (made?.trustList === trustList) return made.header;
  if (seal.der === undefined) return undefined;
  const header = { x5c: [seal.der, ...trustList.sealingCas] };
  headers.set(seal, { trustList, header });
  return header;
}
