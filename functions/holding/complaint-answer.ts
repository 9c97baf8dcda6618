import type { UsesAnswer } from '../../shared/api/authorisations.ts';
import type { ComplaintAnswer, OwnComplaint } from '../../shared/api/complaints.ts';
import type { ComplaintCase } from '../../shared/domain/complaint.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';

/** A complaint as whoever made it is told of it. */
export function toOwnComplaint({ complaint, answer }: ComplaintCase): OwnComplaint {
  const { id, useId, words, madeAt } = complaint;
  return {
    ...{ complaintId: id, useId, words, madeAt: toRfc3339(madeAt) },
    ...(answer === undefined ? {} : { answer: { words: answer.words, at: toRfc3339(answer.at) } }),
  };
}

/** The same beside the use that it is about. */
export function toBareComplaint(
  told: ComplaintCase,
): NonNullable<UsesAnswer['uses'][number]['complaint']> {
  const { complaintId: _, useId: __, ...bare } = toOwnComplaint(told);
  return bare;
}

/** The same as its department is told of it. */
export function toComplaintAnswer(told: ComplaintCase): ComplaintAnswer {
  const { usedAt, verifier, purpose } = told.complaint;
  return {
    ...toOwnComplaint(told),
    ...{ usedAt: toRfc3339(usedAt), client: verifier.client, purpose },
  };
}
