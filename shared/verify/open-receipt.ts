import { purposeIds } from '../formats/certificate-profiles.ts';
import { type Jws, readJws } from '../formats/jws.ts';
import { maxReceiptBytes, type Receipt, readReceipt, receiptType } from '../formats/receipt.ts';
import { unlessRefused } from '../problem/unless-refused.ts';
import type { Primitives } from './primitives.ts';
import { makeFindSigner, type TrustAnchor } from './signer-chains.ts';

/** Opens a receipt: `malformed`, or `untrusted` when the province that it names did not sign it. */
export type OpenReceipt = (compact: string) => Promise<Receipt | 'malformed' | 'untrusted'>;

const profile = { purpose: purposeIds.receipt, maxIntermediates: 0 };

function readGate(compact: string): { readonly jws: Jws; readonly receipt: Receipt } {
  const jws = readJws(compact, { typ: receiptType, maxBytes: maxReceiptBytes });
  return { jws, receipt: readReceipt(jws.payload) };
}

/**
 * Closes the opening of receipts over anchors: signed by a receipt signer of the province that the
 * receipt names, whose chain held when it was signed. A receipt outlives its signer's certificate.
 */
export function makeOpenReceipt(options: {
  readonly primitives: Primitives;
  readonly anchors: readonly TrustAnchor[];
}): OpenReceipt {
  const { primitives } = options;
  const findSigner = makeFindSigner({ ...options, profile });
  return async (compact) => {
    const read = unlessRefused(() => readGate(compact));
    if (read === undefined) return 'malformed';
    const { jws, receipt } = read;
    const { value: signer } = await findSigner(jws.header, receipt.issuedAt);
    if (signer?.provinceUrl !== receipt.provinceUrl) return 'untrusted';
    const { publicKey } = signer;
    const { signature, signingInput: data } = jws;
    const check = { suite: 'ES256', publicKey, signature, data } as const;
    return (await primitives.verifySignature(check)) ? receipt : 'untrusted';
  };
}
