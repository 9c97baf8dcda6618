import type { KeptDraftAnswer } from '../../../shared/api/licence-drafts.ts';
import type { AskedVersion } from '../../../shared/api/licence-versions.ts';
import type { LicenceApplication } from '../../../shared/api/licences.ts';
import { drawnIdBytes } from '../../../shared/domain/drawn-id.ts';
import type { LicenceId, Moment } from '../../../shared/domain/ids.ts';
import {
  draftLifeMilliseconds,
  type LicenceDraft,
  toLicenceDraftId,
} from '../../../shared/domain/licence-draft.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { IdempotencyRecords, KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { LicenceDraftWriter } from '../../../shared/ports/licence-drafts.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { toDraftPath, toDraftSummary } from '../draft-answer.ts';
import { findEarlier, inFlight, type WrittenAnswer } from '../keyed-request.ts';
import { toPreview } from '../licence-preview.ts';
import type { VersionBase } from '../version-base.ts';
import type { CheckedApplication } from './check-application.ts';

/** What keeping a draft needs. */
export interface KeepDraftPorts {
  readonly drafts: Pick<LicenceDraftWriter, 'keep'>;
  readonly records: IdempotencyRecords;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** An application that was checked and waits for a second person. */
interface Keeping {
  readonly checked: CheckedApplication;
  /** As the department sent it; of a version with the licence's id. */
  readonly application: LicenceApplication | (AskedVersion & { readonly licenceId: LicenceId });
  readonly base?: VersionBase;
  readonly key: KeyedRequest;
}

function toDraft({ random }: KeepDraftPorts, keeping: Keeping): LicenceDraft {
  const { checked, application, key } = keeping;
  const { at, department, type } = checked;
  return {
    id: toLicenceDraftId(random(drawnIdBytes)),
    department: department.code,
    type: type.code,
    draftedBy: key.client,
    draftedAt: at,
    expiresAt: (at + draftLifeMilliseconds) as Moment,
    application,
    state: 'awaiting-approval',
    history: [{ state: 'awaiting-approval', at, by: key.client }],
  };
}

/**
 * Keeps a checked application for another client of the department to approve, with a preview of the
 * licence. Takes the request's key and nothing else: no number, no place in a status list, no signature.
 */
export function makeKeepDraft(ports: KeepDraftPorts) {
  return async (keeping: Keeping): Promise<WrittenAnswer> => {
    const { checked, key, base } = keeping;
    const draft = toDraft(ports, keeping);
    const body: KeptDraftAnswer = {
      ...toDraftSummary(draft, checked.at),
      ...toPreview(checked, base),
    };
    const answer = { status: 202, location: toDraftPath(draft.id), body: body as JsonValue };
    if ((await ports.drafts.keep({ draft, key, answer })) === 'kept') {
      ports.log.note('licence.drafted', { draftId: draft.id, clientId: key.client });
      return { answer, replayed: false };
    }
    const other = await findEarlier(ports.records, key, checked.at);
    if (other?.state !== 'done') throw inFlight(1);
    return { answer: other.answer, replayed: true };
  };
}
