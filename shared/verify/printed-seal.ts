import { readBase64url } from '../formats/base64url.ts';
import { certificateHashBytes } from '../formats/cose-sign1.ts';
import type { DepartmentSheet, SheetSeal } from '../formats/department-sheet.ts';
import { isSameOctets } from '../formats/octets.ts';
import type { TrustList } from '../formats/trust-list.ts';
import type { ChainHeader } from './signer-chains.ts';

/** A seal of a sheet, and its certificate's hash as a header names it. */
interface HashedSeal {
  readonly seal: SheetSeal;
  readonly hash: Uint8Array;
}

const known = new WeakMap<DepartmentSheet, readonly HashedSeal[]>();

function toHashed({ seals }: DepartmentSheet): readonly HashedSeal[] {
  return seals.map((seal) => {
    const hash = readBase64url(seal.certificate).subarray(0, certificateHashBytes);
    return { seal, hash };
  });
}

function findHashed(sheet: DepartmentSheet): readonly HashedSeal[] {
  const before = known.get(sheet);
  if (before !== undefined) return before;
  const hashed = toHashed(sheet);
  known.set(sheet, hashed);
  return hashed;
}

/** The one seal of the sheet whose certificate has that hash; nothing where two share it, which then names neither. */
export function findSealByHash(sheet: DepartmentSheet, hash: Uint8Array): SheetSeal | undefined {
  let found: SheetSeal | undefined;
  for (const one of findHashed(sheet)) {
    if (!isSameOctets(one.hash, hash)) continue;
    if (found !== undefined) return undefined;
    found = one.seal;
  }
  return found;
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
