import type { ShownLicenceAnswer } from '../../../shared/api/licences.ts';
import { toIdentifier } from '../../../shared/domain/identifier.ts';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { toHistoryAnswer, toLicenceAnswer } from '../licence-answer.ts';
import { findOwnHead, readOwnLicenceId } from '../own-licence.ts';

/** Shows a department one licence of its own, with its credential and what happened to it. */
export type ShowLicence = (
  licenceId: string,
  department: DepartmentCode,
) => Promise<ShownLicenceAnswer>;

/** @throws Problem `not-found`, also for another department's licence and for one not in force yet */
export function makeShowLicence(ports: { readonly reader: RegisterReader }): ShowLicence {
  const { reader } = ports;
  return async (id, department) => {
    const licenceId = readOwnLicenceId(id, department);
    const head = await findOwnHead(reader, licenceId, department);
    const [forms, entries] = await Promise.all([
      reader.findSignedForms(licenceId, head.version),
      reader.listEntries(licenceId),
    ]);
    if (forms === undefined) throw new Error('a licence in force has no credential');
    return {
      ...toLicenceAnswer(head, head.state, head.issuedAt),
      changedAt: toRfc3339(head.changedAt),
      ...(head.alsoDeregistered ? { alsoDeregistered: true as const } : {}),
      // reserving is ours; for the department its licence begins when it came into force
      history: entries.filter((entry) => entry.state !== 'reserved').map(toHistoryAnswer),
      ...forms,
      ...(head.version === 1 ? {} : { supersedes: toIdentifier(licenceId, head.version - 1) }),
    };
  };
}
