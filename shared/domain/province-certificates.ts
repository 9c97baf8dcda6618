/** Certificates of those who sign files for others, DER, base64. */
export interface SignerCertificates {
  readonly statusSigner: string;
  readonly listSigner: string;
  readonly receiptSigner: string;
  readonly trailSigner: string;
}

/** The province's own certificates, DER, base64: public material. */
export interface ProvinceCertificates extends SignerCertificates {
  readonly root: string;
  readonly sealingCa: string;
  /** Signers that the trust list names already and that will be switched to. */
  readonly announced?: Partial<SignerCertificates>;
  /** Signers that were in use and that the trust list still names. */
  readonly former?: { readonly [Signer in keyof SignerCertificates]?: readonly string[] };
}

/** All certificates that stand for a signer in the trust list, DER, base64: the one in use first. */
export function namedSigners(
  certificates: ProvinceCertificates,
  signer: keyof SignerCertificates,
): readonly string[] {
  const { announced, former } = certificates;
  const next = announced?.[signer];
  return [certificates[signer], ...(next === undefined ? [] : [next]), ...(former?.[signer] ?? [])];
}
