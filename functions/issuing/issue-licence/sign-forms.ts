import type { UsableSeal } from '../../../shared/domain/usable-seal.ts';
import { readBase64url } from '../../../shared/formats/base64url.ts';
import { assembleCredential } from '../../../shared/formats/credential-draft.ts';
import { assemblePrintedCode } from '../../../shared/formats/printed-code.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Reservation, SignedForms, SigningRecord } from '../../../shared/ports/register.ts';
import type { SealSignatures } from '../../../shared/ports/seal-signatures.ts';
import type { SigningKeys } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** What signing a version's forms needs. */
export interface SignFormsPorts {
  /** The province's address: its printed codes lead there. */
  readonly provinceUrl: string;
  readonly keys: SigningKeys;
  readonly signatures: SealSignatures;
  readonly log: Log;
}

/** Until then a further attempt answers `idempotency-in-flight`, so there is no use in coming earlier. */
export const retryAfterSeconds = 60;

/** The two signatures of an attempt, r‖s each. */
export interface Signatures {
  readonly credential: Uint8Array;
  readonly printed: Uint8Array;
}

/** The signatures, or nothing when the key is switched off. Waits for both whatever becomes of one: none is made behind our back. */
export async function signForms(
  { keys }: Pick<SignFormsPorts, 'keys'>,
  reservation: SigningRecord,
  { making }: UsableSeal,
): Promise<Signatures | undefined> {
  const digests = [reservation.digest, reservation.printed.digest];
  const both = await Promise.allSettled(
    digests.map((digest) => keys.sign(making.keyId, readBase64url(digest))),
  );
  try {
    const [credential, printed] = both.map(toValue) as [Uint8Array, Uint8Array];
    return { credential, printed };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'seal-not-enabled') return undefined;
    throw new Problem(error.code, { ...error.details, retryAfterSeconds });
  }
}

function toValue<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** The forms as they travel, from what was stored and its signatures. */
export function toSignedForms(
  { provinceUrl }: Pick<SignFormsPorts, 'provinceUrl'>,
  { signingInput, disclosures, printed }: SigningRecord,
  signatures: Signatures,
): SignedForms {
  return {
    credential: assembleCredential(signingInput, signatures.credential, disclosures),
    printedCode: assemblePrintedCode(provinceUrl, {
      signingInput: readBase64url(printed.signingInput),
      signature: signatures.printed,
    }),
  };
}

/**
 * A signature that the seal's certificate does not bear out never comes into force: a licence would
 * stand in the register that nobody's verification passes, or that another key has signed.
 */
export function requireOwnSignatures(
  { signatures, log }: Pick<SignFormsPorts, 'signatures' | 'log'>,
  reservation: SigningRecord & Pick<Reservation, 'licenceId'>,
  { seal, made }: { readonly seal: UsableSeal; readonly made: Signatures },
): void {
  const { signingInput, printed, licenceId } = reservation;
  const { certificate } = seal.making;
  const all = [
    { signature: made.credential, signingInput },
    { signature: made.printed, signingInput: readBase64url(printed.signingInput) },
  ];
  if (all.every((signed) => signatures.isMadeUnder(certificate, signed))) return;
  log.alert('licence.signature-wrong', { licenceId, seal: seal.id });
  throw new Problem('seal-unavailable', { retryAfterSeconds });
}
