import type { AuthorisedLicence } from '../../shared/domain/authorisation.ts';
import type { UseRecord } from '../../shared/domain/use-record.ts';
import { toPresentation } from '../../shared/formats/presentation.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import type { HolderLicences } from '../../shared/ports/holder-licences.ts';
import type { RetrievedLicence } from '../../shared/ports/retrievals.ts';
import type { Verification } from '../../shared/verify/verification.ts';

/** Verifies a credential as of now. */
export type VerifyCredential = (credential: string) => Promise<Verification>;

export interface PresentLicencePorts {
  readonly licences: Pick<HolderLicences, 'findHead' | 'findSignedForms'>;
  readonly verify: VerifyCredential;
}

/** The presentation of one version of a licence. */
async function present(
  { licences }: Pick<PresentLicencePorts, 'licences'>,
  { licenceId, items }: AuthorisedLicence,
  version: number,
): Promise<string> {
  const forms = await licences.findSignedForms(licenceId, version);
  if (forms === undefined) throw new Error('an authorised licence has no credential');
  return toPresentation(forms.credential, items);
}

/** The verdict and as of when; what the licence says stays in the credential. */
function toKeptVerification(verification: Verification): JsonValue {
  const { verdict, checks, statusAsOf, nextUpdate, trustListNumber } = verification;
  const asOf = { statusAsOf, nextUpdate, trustListNumber };
  return JSON.parse(JSON.stringify({ verdict, checks, ...asOf })) as JsonValue;
}

/** Presents a licence as it is now, with its verdict. */
export async function presentNow(
  ports: PresentLicencePorts,
  licence: AuthorisedLicence,
): Promise<RetrievedLicence> {
  const { licenceId } = licence;
  const head = await ports.licences.findHead(licenceId);
  if (head === undefined) throw new Error('an authorised licence is not in the register');
  const credential = await present(ports, licence, head.version);
  const verification = toKeptVerification(await ports.verify(credential));
  return { licenceId, version: head.version, verification };
}

/** Presents all licences of a use as they are now. */
export const presentAll = (
  ports: PresentLicencePorts,
  { licences }: Pick<UseRecord, 'licences'>,
): Promise<readonly RetrievedLicence[]> =>
  Promise.all(licences.map((one) => presentNow(ports, one)));

/** What a use gave, presented again: the same bytes each time. */
export function presentAgain(
  ports: Pick<PresentLicencePorts, 'licences'>,
  { licences }: Pick<UseRecord, 'licences'>,
  given: readonly RetrievedLicence[],
) {
  return Promise.all(
    given.map(async ({ licenceId, version, verification }) => {
      const items = licences.find((one) => one.licenceId === licenceId)?.items ?? [];
      const credential = await present(ports, { licenceId, items }, version);
      return { licenceId, credential, verification };
    }),
  );
}
