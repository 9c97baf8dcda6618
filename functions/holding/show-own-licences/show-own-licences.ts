import type { OwnLicenceAnswer, OwnLicencesAnswer } from '../../../shared/api/holder-licences.ts';
import type { PageQuery } from '../../../shared/api/page-size.ts';
import { isLicenceId, readLicenceId } from '../../../shared/domain/identifier.ts';
import type { HolderDigest } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { readBase64url, toBase64url } from '../../../shared/formats/base64url.ts';
import { findDisclosures } from '../../../shared/formats/presentation.ts';
import type { HolderLicences } from '../../../shared/ports/holder-licences.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { isIssued, toOwnLicence } from '../own-licence-answer.ts';

/** A holder's own licences, in force or past. */
export interface ShowOwnLicences {
  /** @throws Problem `request-invalid` for a cursor that is none of ours */
  list(query: PageQuery, holder: HolderDigest): Promise<OwnLicencesAnswer>;
  /** @throws Problem `not-found`, also for another's licence */
  show(licenceId: string, holder: HolderDigest): Promise<OwnLicenceAnswer>;
}

/** A cursor is the id of the last licence: whoever makes one up only chooses where in their own list to begin. */
const toCursor = (id: string) => toBase64url(new TextEncoder().encode(id));

function readCursor(cursor: string) {
  try {
    return readLicenceId(new TextDecoder().decode(readBase64url(cursor)));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw invalid('/cursor', 'cursor');
  }
}

/** Reads of the register only what the holder's links lead to. */
export function makeShowOwnLicences(licences: HolderLicences): ShowOwnLicences {
  return {
    async list({ cursor, limit }, holder) {
      const after = cursor === undefined ? {} : { after: readCursor(cursor) };
      const { heads, end } = await licences.list({ holder, limit, ...after });
      const next = end === undefined ? {} : { next: toCursor(end) };
      return { licences: heads.filter(isIssued).map(toOwnLicence), ...next };
    },
    async show(text, holder) {
      if (!isLicenceId(text)) throw new Problem('not-found');
      const id = readLicenceId(text);
      const [isOwn, head] = await Promise.all([licences.holds(holder, id), licences.findHead(id)]);
      if (!isOwn || head === undefined || !isIssued(head)) throw new Problem('not-found');
      const forms = await licences.findSignedForms(id, head.version);
      if (forms === undefined) throw new Error('a licence in force has no credential');
      const disclosable = [...findDisclosures(forms.credential).keys()];
      const document = `/v1/me/licences/${id}/document`;
      return { ...toOwnLicence(head), ...forms, disclosable, document };
    },
  };
}
