import type { LicenceDocumentAnswer } from '../../../shared/api/licence-documents.ts';
import { isLicenceId, readLicenceId } from '../../../shared/domain/identifier.ts';
import type { ClientId, DepartmentCode, HolderDigest } from '../../../shared/domain/ids.ts';
import type { HolderLicences } from '../../../shared/ports/holder-licences.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { type GiveFacePorts, makeGiveFace } from '../face/give-face.ts';
import { findOwnHead, type IssuedHead, readOwnLicenceId } from '../own-licence.ts';

/** What making faces needs. */
export interface MakeFacePorts extends GiveFacePorts {
  readonly reader: Pick<RegisterReader, 'findHead' | 'findReservation' | 'findSignedForms'>;
  readonly licences: Pick<HolderLicences, 'holds'>;
}

interface Caller {
  readonly client: ClientId;
  readonly department: DepartmentCode;
}

/** Gives the face of a licence; made when it is first asked for, by whomever. */
export interface MakeFace {
  /** @throws Problem `not-found`, also for another department's licence */
  forDepartment(licenceId: string, caller: Caller): Promise<LicenceDocumentAnswer>;
  /** @throws Problem `not-found`, also for another's licence */
  forHolder(licenceId: string, holder: HolderDigest): Promise<LicenceDocumentAnswer>;
}

/** Who asked, as the seal's uses tell it: that it was a holder, and not which. */
const holder = 'holder' as ClientId;

/** @throws Problem `not-found`, and those of giving a face */
export function makeMakeFace(ports: MakeFacePorts): MakeFace {
  const giveFace = makeGiveFace(ports);
  const give = (head: IssuedHead, by: ClientId) => {
    const { identifier } = head;
    const reason = `颁发电子证照 ${identifier}`;
    return giveFace({ head, by, folder: 'faces', reason, fileName: `${identifier}.pdf` });
  };
  return {
    async forDepartment(id, { client, department }) {
      const licenceId = readOwnLicenceId(id, department);
      return give(await findOwnHead(ports.reader, licenceId, department), client);
    },
    async forHolder(id, digest) {
      if (!isLicenceId(id)) throw new Problem('not-found');
      const licenceId = readLicenceId(id);
      const [isOwn, head] = await Promise.all([
        ports.licences.holds(digest, licenceId),
        ports.reader.findHead(licenceId),
      ]);
      if (!isOwn || head?.issuedAt === undefined) throw new Problem('not-found');
      return give({ ...head, issuedAt: head.issuedAt }, holder);
    },
  };
}
