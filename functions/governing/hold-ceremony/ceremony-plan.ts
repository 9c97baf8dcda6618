import type { ProvinceCertificates } from '../../../shared/domain/province-certificates.ts';
import type { ProfileName } from '../../../shared/formats/certificate-profiles.ts';

/** The keys that sign, by the names that functions know them by. */
export const signingKeyNames = [
  'root',
  'sealing-ca',
  'status-signer',
  'list-signer',
  'receipt-signer',
  'token',
  'trail-signer',
] as const;
export type SigningKeyName = (typeof signingKeyNames)[number];

/** The keys behind keyed digests. */
export const macKeys = [
  { name: 'mac', description: 'keyed digests of holder codes' },
  { name: 'nonce', description: 'nonces of DPoP proofs' },
  { name: 'code', description: 'show codes' },
  { name: 'webhook', description: 'secrets of webhooks' },
] as const;

/** A certificate of the ceremony: for the key of its profile's name, signed by the root. */
export interface PlannedCertificate {
  readonly field: keyof Omit<ProvinceCertificates, 'announced' | 'former'>;
  readonly profile: Exclude<ProfileName, 'seal'>;
  /** What follows the province's name in CN. */
  readonly title: string;
}

/** In the order in which they are made. */
export const plannedCertificates = [
  { field: 'root', profile: 'root', title: '根证书' },
  { field: 'sealingCa', profile: 'sealing-ca', title: '电子印章证书' },
  { field: 'statusSigner', profile: 'status-signer', title: '状态列表签名' },
  { field: 'listSigner', profile: 'list-signer', title: '信任列表签名' },
  { field: 'receiptSigner', profile: 'receipt-signer', title: '核验回执签名' },
  { field: 'trailSigner', profile: 'trail-signer', title: '监察检查点签名' },
] as const satisfies readonly PlannedCertificate[];

/** Signers whose certificates are rolled over. */
export type SignerName = 'status-signer' | 'list-signer' | 'receipt-signer' | 'trail-signer';

/** The plan of a signer's certificate. */
export const signerPlans = {
  'status-signer': plannedCertificates[2],
  'list-signer': plannedCertificates[3],
  'receipt-signer': plannedCertificates[4],
  'trail-signer': plannedCertificates[5],
} as const;
