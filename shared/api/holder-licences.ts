import * as z from 'zod';
import { licenceStates } from '../domain/licence.ts';

/** Answer of `GET /v1/me`: who has logged in. */
export const holderAnswer = z.object({
  name: z.string(),
  kind: z.enum(['person', 'organisation']),
  /** Who acts for the organisation; the holder's own name otherwise. */
  person: z.string(),
});
export type HolderAnswer = z.output<typeof holderAnswer>;

/** A licence as its holder finds it in the list. */
const ownLicence = z.object({
  licenceId: z.string(),
  identifier: z.string(),
  version: z.int(),
  type: z.string(),
  department: z.string(),
  number: z.string(),
  state: z.enum(licenceStates),
  issued: z.string(),
  validFrom: z.string(),
  validUntil: z.string().exactOptional(),
  issuedAt: z.string(),
  changedAt: z.string(),
});
export type OwnLicence = z.output<typeof ownLicence>;

/** Answer of `GET /v1/me/licences`: a page may be short though more follow; without `next` it is the last. */
export const ownLicencesAnswer = z.object({
  licences: z.array(ownLicence),
  next: z.string().exactOptional(),
});
export type OwnLicencesAnswer = z.output<typeof ownLicencesAnswer>;

/** Answer of `GET /v1/me/licences/{id}`. */
export const ownLicenceAnswer = ownLicence.extend({
  /** SD-JWT VC with all disclosures. */
  credential: z.string(),
  /** What the licence's QR code 二维码 says. */
  printedCode: z.string(),
  /** What the holder may keep back or show: `holders`, a personal `number`, items by code. */
  disclosable: z.array(z.string()),
  /** Path of the face as PDF. */
  document: z.string(),
});
export type OwnLicenceAnswer = z.output<typeof ownLicenceAnswer>;
