import * as z from 'zod';
import { versionKinds } from '../domain/licence-version.ts';
import { groundsText, issueLicenceBody } from './licences.ts';

const { seal, holders, items, number, issued, validFrom, validUntil } = issueLicenceBody.shape;

/**
 * Body of `POST /v1/licences/{id}/versions`. What is left out stays as it is; holders, items, number and
 * first day are only given to change or correct them, the last day also to renew where the type leaves
 * it to the department.
 */
export const issueVersionBody = z.strictObject({
  kind: z.enum(versionKinds),
  /** The law and article that the version rests on 法律依据. */
  legalBasis: groundsText,
  reason: groundsText,
  /** The seal 电子印章 to issue under: one of the department's own. */
  seal,
  holders: holders.optional(),
  items: items.optional(),
  number,
  issued,
  validFrom,
  validUntil,
});
export type AskedVersion = z.output<typeof issueVersionBody>;
