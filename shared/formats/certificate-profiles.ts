import type { KeyUsage } from './certificate-extensions.ts';

/** Extended key usages, dotted. One table for makers and verifiers; a deployment may bring its own. */
export interface PurposeIds {
  /** Signs licences and documents for a department 电子印章. */
  readonly seal: string;
  /** Signs status lists: the identifier of the draft is not assigned yet. */
  readonly statusList: string;
  /** Signs trust lists and department sheets. */
  readonly trustList: string;
  /** Signs receipts of verifications 核验回执. */
  readonly receipt: string;
  /** Signs checkpoints of the trail 监察检查点. */
  readonly trail: string;
}

/** UUIDs as object identifiers: nobody hands them out, nobody else has them. @see X.667 section 7 */
export const purposeIds: PurposeIds = {
  seal: '2.25.49795945902267765281058778329597570337',
  statusList: '2.25.335671868899778373117012765590935501646',
  trustList: '2.25.17868031241187741447127254531871771201',
  receipt: '2.25.138640503722492073982169541865183664852',
  trail: '2.25.132829730259134469417735787466791164297',
};

/** What a sort of certificate is good for; `docs/trust.md` holds the same as a table. */
export interface CertificateProfile {
  readonly issuedBy: 'itself' | 'root' | 'sealing-ca';
  readonly keyUsages: readonly KeyUsage[];
  readonly validityYears: number;
  /** Of a certificate authority: how many authorities may stand below it. It is bound to its province's names. */
  readonly pathLength?: number;
  readonly purpose?: keyof PurposeIds;
  /** Its subject names a department with its code. */
  readonly forDepartment?: true;
}

export const certificateProfiles = {
  root: {
    issuedBy: 'itself',
    keyUsages: ['keyCertSign', 'cRLSign'],
    validityYears: 20,
    pathLength: 1,
  },
  'sealing-ca': {
    issuedBy: 'root',
    keyUsages: ['keyCertSign', 'cRLSign'],
    validityYears: 10,
    pathLength: 0,
    purpose: 'seal',
  },
  seal: {
    issuedBy: 'sealing-ca',
    keyUsages: ['digitalSignature', 'nonRepudiation'],
    validityYears: 5,
    purpose: 'seal',
    forDepartment: true,
  },
  'status-signer': {
    issuedBy: 'root',
    keyUsages: ['digitalSignature'],
    validityYears: 1,
    purpose: 'statusList',
  },
  'list-signer': {
    issuedBy: 'root',
    keyUsages: ['digitalSignature'],
    validityYears: 1,
    purpose: 'trustList',
  },
  'receipt-signer': {
    issuedBy: 'root',
    keyUsages: ['digitalSignature'],
    validityYears: 1,
    purpose: 'receipt',
  },
  'trail-signer': {
    issuedBy: 'root',
    keyUsages: ['digitalSignature'],
    validityYears: 1,
    purpose: 'trail',
  },
} as const satisfies Record<string, CertificateProfile>;

export type ProfileName = keyof typeof certificateProfiles;

/** The profile under its own type, for code that handles any. */
export function profileOf(name: ProfileName): CertificateProfile {
  return certificateProfiles[name];
}

/** From `notBefore` to the last second of the profile's years after it; seconds since the epoch, both inclusive. */
export function validityOf(
  name: ProfileName,
  notBefore: number,
): { readonly notBefore: number; readonly notAfter: number } {
  const end = new Date(notBefore * 1000);
  end.setUTCFullYear(end.getUTCFullYear() + profileOf(name).validityYears);
  return { notBefore, notAfter: Math.floor(end.getTime() / 1000) - 1 };
}
