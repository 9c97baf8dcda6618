import type { Certificate } from '../../../shared/formats/certificate.ts';
import { purposeIds } from '../../../shared/formats/certificate-profiles.ts';
import { isSameOctets } from '../../../shared/formats/octets.ts';
import { makePathValidator } from '../../../shared/verify/path.ts';
import { findAnchorFault, findAuthorityFault } from '../../../shared/verify/path-certificate.ts';
import { makeEs256Suites } from '../../../shared/verify/path-suites.ts';
import type { Primitives } from '../../../shared/verify/primitives.ts';
import type { PlannedCertificate } from './ceremony-plan.ts';

/** One certificate to be checked as a verifier would, under its root, at a second. */
export interface CertificateQuestion {
  readonly certificate: Certificate;
  readonly root: Certificate;
  readonly profile: PlannedCertificate['profile'];
  readonly atSeconds: number;
}

const purposes = {
  'status-signer': purposeIds.statusList,
  'list-signer': purposeIds.trustList,
  'receipt-signer': purposeIds.receipt,
  'trail-signer': purposeIds.trail,
} as const;

/** Did the root sign it, and does it name the root? An authority is no leaf, so no path ends in it. */
async function findIssueFault(question: CertificateQuestion, primitives: Primitives) {
  const { certificate, root } = question;
  if (!isSameOctets(certificate.issuer.raw, root.subject.raw)) return 'chain-untrusted';
  const signed = await makeEs256Suites(primitives).verifySigned(certificate, root.publicKey);
  return signed ? undefined : 'chain-signature';
}

async function findFault(question: CertificateQuestion, primitives: Primitives) {
  const { certificate, root, profile, atSeconds } = question;
  const suites = makeEs256Suites(primitives);
  if (profile === 'root') {
    const fault = findAnchorFault(certificate, { suites, atSeconds });
    return fault ?? findIssueFault(question, primitives);
  }
  if (profile === 'sealing-ca') {
    const rules = { suites, atSeconds, purpose: purposeIds.seal };
    return findAuthorityFault(certificate, rules) ?? findIssueFault(question, primitives);
  }
  const outcome = await makePathValidator(suites)({
    leaf: certificate,
    intermediates: [],
    anchors: [root],
    atSeconds,
    purpose: purposes[profile],
    keyUsages: ['digitalSignature'],
    maxIntermediates: 0,
  });
  return outcome.ok ? undefined : outcome.reason;
}

/** Why our own verifier would not take a certificate for its purpose; nothing when it would. */
export async function findCertificateFault(
  question: CertificateQuestion,
  primitives: Primitives,
): Promise<string | undefined> {
  return findFault(question, primitives);
}
