import type { SealApplication } from '../../../shared/api/seals.ts';
import type { Department } from '../../../shared/domain/department.ts';
import type { Moment, SealId } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { Seal, SealReplacement } from '../../../shared/domain/seal.ts';
import { checkRemake } from '../../../shared/domain/seal-remake.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import { organisationOf, readCertificate } from '../../../shared/formats/certificate.ts';
import type { Seals } from '../../../shared/ports/seals.ts';

/** Whose application, and when. */
interface Applied {
  readonly application: SealApplication;
  readonly department: Department;
  readonly now: Moment;
}

/** The name that the seal's certificate bears; none before it was made. */
function certifiedNameOf(seal: Seal): string {
  if (!('making' in seal)) return '';
  return organisationOf(readCertificate(readBase64(seal.making.certificate))).name ?? '';
}

/**
 * Which seal of the department the new one is to take the place of, if any.
 * @throws Problem `request-invalid` for a seal that is not the department's, or of another kind;
 * `state-conflict` when the ground does not hold
 */
export async function findReplacement(
  seals: Pick<Seals, 'find'>,
  { application, department, now }: Applied,
): Promise<SealReplacement | undefined> {
  if (application.replaces === undefined) return undefined;
  const { seal, ground } = application.replaces;
  const old = await seals.find(seal as SealId);
  if (old?.department !== department.code) throw invalid('/replaces/seal', 'unknown');
  if (old.kind !== application.kind) throw invalid('/kind', 'not-allowed');
  const certifiedName = certifiedNameOf(old);
  checkRemake({ old, ground, certifiedName, departmentName: department.name, now });
  return { seal: old.id, ground };
}
