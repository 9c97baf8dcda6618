import * as z from 'zod';
import { licenceStates } from '../domain/licence.ts';

/** Body of `POST /v1/me/licences/{id}/loss-reports`, and of `…/found-reports`. */
export const lossReportBody = z.strictObject({});

/** Answer to both. */
export const lossAnswer = z.object({
  licenceId: z.string(),
  state: z.enum(licenceStates),
  changedAt: z.string(),
});
export type LossAnswer = z.output<typeof lossAnswer>;
