import type { AskedAuthorisation } from '../../shared/api/authorisations.ts';
import {
  type AuthorisedLicence,
  type AuthorisedVerifier,
  longestAuthorisation,
  mostCoHolders,
} from '../../shared/domain/authorisation.ts';
import type { ClientId, DepartmentCode, HolderDigest, Moment } from '../../shared/domain/ids.ts';
import { invalid } from '../../shared/domain/reading.ts';
import { type CoHolder, coHoldersOf, type HeldLicence } from '../../shared/domain/use-record.ts';
import { findDisclosures } from '../../shared/formats/presentation.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import type { HolderLicences } from '../../shared/ports/holder-licences.ts';
import { type FieldError, Problem } from '../../shared/problem/problem.ts';
import { isIssued } from './own-licence-answer.ts';

/** What checking needs of the register and of the directory. */
export interface CheckAuthorisationPorts {
  readonly licences: HolderLicences;
  readonly directory: Pick<Directory, 'findClient' | 'findDepartment'>;
}

/** What checking one licence finds. */
interface CheckedLicence extends HeldLicence {
  readonly faults: readonly FieldError[];
}

/** Faults of one licence: not the holder's, or with items that it does not have; and whose it is. */
async function checkLicence(
  { licences }: Pick<CheckAuthorisationPorts, 'licences'>,
  holder: HolderDigest,
  place: { readonly licence: AuthorisedLicence; readonly pointer: string },
): Promise<CheckedLicence> {
  const { licence, pointer } = place;
  const { licenceId, items } = licence;
  const [isOwn, head] = await Promise.all([
    licences.holds(holder, licenceId),
    licences.findHead(licenceId),
  ]);
  const unknown = [{ pointer: `${pointer}/licenceId`, code: 'unknown' }];
  if (!isOwn || head === undefined || !isIssued(head)) {
    return { licenceId, holders: [], faults: unknown };
  }
  const [forms, holders] = await Promise.all([
    licences.findSignedForms(licenceId, head.version),
    licences.findHolders(licenceId, head.version),
  ]);
  const names = findDisclosures(forms?.credential ?? '');
  const faults = items.flatMap((item, index) => {
    const at = `${pointer}/items/${index}`;
    if (!names.has(item)) return [{ pointer: at, code: 'unknown-item' }];
    return items.indexOf(item) < index ? [{ pointer: at, code: 'duplicate' }] : [];
  });
  return { licenceId, holders, faults };
}

/**
 * The holder's own licences with items that they have, each once.
 * @returns who else holds them
 * @throws Problem `request-invalid`: `unknown`, `unknown-item`, `duplicate`, `too-many-holders`
 */
export async function checkLicences(
  ports: Pick<CheckAuthorisationPorts, 'licences'>,
  holder: HolderDigest,
  licences: readonly AuthorisedLicence[],
): Promise<readonly CoHolder[]> {
  const ids = licences.map(({ licenceId }) => licenceId);
  const checked = await Promise.all(
    licences.map((licence, index) => {
      const pointer = `/licences/${index}`;
      const { licenceId } = licence;
      if (ids.indexOf(licenceId) < index) {
        return { licenceId, holders: [], faults: [{ pointer, code: 'duplicate' }] };
      }
      return checkLicence(ports, holder, { licence, pointer });
    }),
  );
  const errors = checked.flatMap(({ faults }) => faults);
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
  const coHolders = coHoldersOf(checked, [holder]);
  if (coHolders.length > mostCoHolders) throw invalid('/licences', 'too-many-holders');
  return coHolders;
}

/**
 * A verifier that there is: a registered client that may retrieve, a department, or anyone.
 * @throws Problem `request-invalid`: `unknown`
 */
export async function readVerifier(
  { directory }: CheckAuthorisationPorts,
  { client, department }: AskedAuthorisation['verifier'],
): Promise<AuthorisedVerifier> {
  if (client !== undefined) {
    const found = await directory.findClient(client as ClientId);
    const mayRetrieve = found?.state === 'active' && found.scopes.includes('licences:retrieve');
    if (!mayRetrieve) throw invalid('/verifier/client', 'unknown');
    return { client: found.id };
  }
  if (department === undefined) return { anyone: true };
  const found = await directory.findDepartment(department as DepartmentCode);
  if (found === undefined) throw invalid('/verifier/department', 'unknown');
  return { department: found.code };
}

/**
 * From when until when: now unless told, a year at most.
 * @throws Problem `request-invalid`: `before-from`, `too-far`
 */
export function readPeriod(
  asked: { readonly from?: Moment | undefined; readonly until: Moment },
  now: Moment,
): { readonly from: Moment; readonly until: Moment } {
  const { from = now, until } = asked;
  if (until <= from || until <= now) throw invalid('/until', 'before-from');
  if (until - now > longestAuthorisation) throw invalid('/until', 'too-far');
  return { from, until };
}
