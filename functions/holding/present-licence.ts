import type { AuthorisedLicence } from '../../shared/domain/authorisation.ts';
import type { HolderDigest } from '../../shared/domain/ids.ts';
import type { UseRecord } from '../../shared/domain/use-record.ts';
import { toPresentation } from '../../shared/formats/presentation.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import type { HolderLicences } from '../../shared/ports/holder-licences.ts';
import type { RetrievedLicence } from '../../shared/ports/retrievals.ts';
import type { Verification } from '../../shared/verify/verification.ts';

/** Verifies a credential as of now. */
export type VerifyCredential = (credential: string) => Promise<Verification>;

export interface PresentLicencePorts {
  readonly licences: Pick<HolderLicences, 'findHead' | 'findHolders' | 'findSignedForms'>;
  readonly verify: VerifyCredential;
}

/** What presenting again needs. */
export interface PresentAgainPorts {
  readonly licences: Pick<HolderLicences, 'findSignedForms'>;
}

/** The presentation of one version of a licence. */
async function present(
  { licences }: PresentAgainPorts,
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

/** Presents a licence as it is now, with its verdict; nothing of a version that is not `holder`'s any more. */
async function presentNow(
  ports: PresentLicencePorts,
  licence: AuthorisedLicence,
  holder: HolderDigest | undefined,
): Promise<readonly RetrievedLicence[]> {
  const { licenceId } = licence;
  const head = await ports.licences.findHead(licenceId);
  if (head === undefined) throw new Error('an authorised licence is not in the register');
  const { version } = head;
  const holders = holder && (await ports.licences.findHolders(licenceId, version));
  if (holder !== undefined && !holders?.includes(holder)) return [];
  const credential = await present(ports, licence, version);
  const verification = toKeptVerification(await ports.verify(credential));
  return [{ licenceId, version, verification }];
}

/** Presents all licences of a use as they are now; where `holder` gave leave, those that are still theirs. */
export async function presentAll(
  ports: PresentLicencePorts,
  { licences }: Pick<UseRecord, 'licences'>,
  holder?: HolderDigest,
): Promise<readonly RetrievedLicence[]> {
  return (await Promise.all(licences.map((one) => presentNow(ports, one, holder)))).flat();
}

/** What a use gave, presented again: the same bytes each time. */
export function presentAgain(
  ports: PresentAgainPorts,
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
