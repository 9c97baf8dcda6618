import type { AskedVersion } from '../../shared/api/licence-versions.ts';
import type { LicenceApplication } from '../../shared/api/licences.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { LicenceDraft } from '../../shared/domain/licence-draft.ts';
import type { RegisterReader } from '../../shared/ports/register-reader.ts';
import {
  type CheckApplicationPorts,
  type CheckedApplication,
  makeCheckApplication,
} from './issue-licence/check-application.ts';
import { makeCheckVersion } from './issue-version/check-version.ts';
import { findOwnHead, readOwnLicenceId } from './own-licence.ts';
import type { VersionBase } from './version-base.ts';

/** What checking a draft needs: it may be of a licence, or of a version of one. */
export interface CheckDraftPorts extends CheckApplicationPorts {
  readonly reader: Pick<RegisterReader, 'findHead' | 'findReservation'>;
}

/** What a draft would become now. */
export interface CheckedDraft {
  readonly checked: CheckedApplication;
  readonly base?: VersionBase;
}

/**
 * Checks a draft as of now, by the same rules as the request that it came from.
 * @throws Problem those of issuing a licence, or a version
 */
export function makeCheckDraft(ports: CheckDraftPorts) {
  const check = makeCheckApplication(ports);
  const checkVersion = makeCheckVersion(ports);
  return async (draft: LicenceDraft, at: Moment): Promise<CheckedDraft> => {
    const { department } = draft;
    const { licenceId: id, ...asked } = draft.application;
    if (typeof id !== 'string') {
      const application = draft.application as unknown as LicenceApplication;
      return { checked: await check(application, { department, at }) };
    }
    const licenceId = readOwnLicenceId(id, department);
    const head = await findOwnHead(ports.reader, licenceId, department);
    return checkVersion(asked as unknown as AskedVersion, { head, department, at });
  };
}
