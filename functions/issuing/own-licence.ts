import { isLicenceId, partsOfLicenceId, readLicenceId } from '../../shared/domain/identifier.ts';
import type { DepartmentCode, LicenceId, Moment } from '../../shared/domain/ids.ts';
import type { LicenceHead } from '../../shared/ports/register.ts';
import type { RegisterReader } from '../../shared/ports/register-reader.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** The head of a licence that came into force. */
export type IssuedHead = LicenceHead & { readonly issuedAt: Moment };

/** What is only reserved, or was given up, never came into force. */
export const isIssued = (head: LicenceHead): head is IssuedHead => head.issuedAt !== undefined;

/**
 * A licence's id as its own department may ask for it.
 * @throws Problem `not-found` for anything else: another department's is told apart from none by nobody
 */
export function readOwnLicenceId(text: string, department: DepartmentCode): LicenceId {
  if (!isLicenceId(text)) throw new Problem('not-found');
  const licenceId = readLicenceId(text);
  if (partsOfLicenceId(licenceId).issuer !== department) throw new Problem('not-found');
  return licenceId;
}

/**
 * The head of the department's own licence, once it has come into force; what is only reserved, or was
 * given up, is shown to nobody.
 * @throws Problem `not-found`
 */
export async function findOwnHead(
  reader: Pick<RegisterReader, 'findHead'>,
  licenceId: LicenceId,
  department: DepartmentCode,
): Promise<IssuedHead> {
  const head = await reader.findHead(licenceId);
  if (head?.issuedAt === undefined || head.department !== department)
    throw new Problem('not-found');
  return { ...head, issuedAt: head.issuedAt };
}
