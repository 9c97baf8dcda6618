import * as z from 'zod';
import { purposeAnswer } from './authorisations.ts';
import { groundsText } from './licences.ts';

const longestWords = 500;

/** Body of `POST /v1/me/uses/{id}/complaints`, and of `POST /v1/complaints/{id}/answers`. */
export const complaintBody = z.strictObject({ words: groundsText.max(longestWords) });

/** What was said to a complaint. */
const saidToIt = z.object({ words: z.string(), at: z.string() });

/** A complaint as whoever made it is told of it. */
export const ownComplaint = z.object({
  complaintId: z.string(),
  useId: z.string(),
  words: z.string(),
  madeAt: z.string(),
  answer: saidToIt.exactOptional(),
});
export type OwnComplaint = z.output<typeof ownComplaint>;

/** A complaint as the department is told of it: of which use, and not by whom of those it concerned. */
export const complaintAnswer = ownComplaint.extend({
  usedAt: z.string(),
  client: z.string(),
  purpose: purposeAnswer,
});
export type ComplaintAnswer = z.output<typeof complaintAnswer>;

/** Answer of `GET /v1/complaints`. */
export const complaintsAnswer = z.object({
  complaints: z.array(complaintAnswer),
  next: z.string().exactOptional(),
});
export type ComplaintsAnswer = z.output<typeof complaintsAnswer>;
