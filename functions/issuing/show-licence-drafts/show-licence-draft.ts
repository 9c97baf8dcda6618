import type { LicenceDraftAnswer } from '../../../shared/api/licence-drafts.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { draftStateAt, type LicenceDraft } from '../../../shared/domain/licence-draft.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { LicenceDrafts } from '../../../shared/ports/licence-drafts.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { type CheckDraftPorts, makeCheckDraft } from '../check-draft.ts';
import { toDraftAnswer } from '../draft-answer.ts';
import { toPreview } from '../licence-preview.ts';
import { type DraftReader, findOwnDraft, maySeeDraft } from '../own-draft.ts';

/** What showing a draft needs from outside: it is checked anew each time. */
export interface ShowLicenceDraftPorts extends CheckDraftPorts {
  readonly clock: Clock;
  readonly drafts: Pick<LicenceDrafts, 'find'>;
}

/** Shows a department one draft of its own, as the licence would be if it were issued now. */
export type ShowLicenceDraft = (id: string, caller: DraftReader) => Promise<LicenceDraftAnswer>;

/** @throws Problem `not-found`, also for another department's draft, `forbidden` for a token narrowed to other types */
export function makeShowLicenceDraft(ports: ShowLicenceDraftPorts): ShowLicenceDraft {
  const check = makeCheckDraft(ports);
  const preview = async (draft: LicenceDraft, at: Moment) => {
    try {
      const { checked, base } = await check(draft, at);
      return toPreview(checked, base);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { obstacle: toObstacle(error) };
    }
  };
  return async (id, { department, licenceRights }) => {
    const draft = await findOwnDraft(ports.drafts, id, department);
    if (!maySeeDraft(licenceRights, draft)) {
      throw new Problem('forbidden', { reason: 'not-in-authorization-details' });
    }
    const now = ports.clock.now();
    const isAwaiting = draftStateAt(draft, now) === 'awaiting-approval';
    return { ...toDraftAnswer(draft, now), ...(isAwaiting ? await preview(draft, now) : {}) };
  };
}

function toObstacle({ code, details }: Problem): NonNullable<LicenceDraftAnswer['obstacle']> {
  const { reason, errors } = details;
  return {
    code,
    ...(reason === undefined ? {} : { reason }),
    ...(errors === undefined
      ? {}
      : { errors: errors.map((one) => ({ pointer: one.pointer, code: one.code })) }),
  };
}
