import * as z from 'zod';
import { remakeGrounds, sealKinds, sealShapes } from '../domain/seal.ts';
import { cursor, pageSize } from './page-size.ts';

/** Which seal of the department a new one takes the place of, and why. */
const replacement = z.strictObject({ seal: z.string(), ground: z.enum(remakeGrounds) });

/** Body of `POST /v1/seals`. The image is PNG, base64; one is drawn, of that shape and with that code, when there is none. */
export const sealApplication = z.strictObject({
  name: z.string(),
  kind: z.enum(sealKinds),
  shape: z.enum(sealShapes).optional(),
  code: z.string().optional(),
  image: z.strictObject({ png: z.string() }).optional(),
  replaces: replacement.optional(),
});
export type SealApplication = z.infer<typeof sealApplication>;

const states = ['applied', 'made', 'enabled', 'suspended', 'cancelled'] as const;
/** A seal's state as it is answered: `expired` follows from time. */
const standings = [...states, 'expired'] as const;

/**
 * Body of `POST /v1/seals/{id}/state-changes`. A reason has to be told for `suspended` and `cancelled`;
 * with these, `compromisedFrom` says since when the key may have been in other hands.
 */
export const sealStateChange = z.strictObject({
  to: z.enum(['made', 'enabled', 'suspended', 'cancelled']),
  reason: z.string().optional(),
  compromisedFrom: z.string().optional(),
});
export type SealStateChange = z.infer<typeof sealStateChange>;

/** A seal as it is answered; certificate and validity once it is made, image and successors only when it is shown. */
export const sealBody = z.strictObject({
  id: z.string(),
  department: z.string(),
  name: z.string(),
  kind: z.enum(sealKinds),
  state: z.enum(standings),
  /** DER, base64. */
  certificate: z.string().exactOptional(),
  validFrom: z.iso.datetime().exactOptional(),
  /** First moment at which it no longer holds. */
  validUntil: z.iso.datetime().exactOptional(),
  compromisedFrom: z.iso.datetime().exactOptional(),
  replaces: replacement.exactOptional(),
  replacedBy: z.array(z.string()).exactOptional(),
  image: z
    .union([z.strictObject({ svg: z.string() }), z.strictObject({ png: z.string() })])
    .exactOptional(),
  entries: z.array(
    z.strictObject({
      state: z.enum(states),
      at: z.iso.datetime(),
      by: z.string(),
      reason: z.string().exactOptional(),
      compromisedFrom: z.iso.datetime().exactOptional(),
    }),
  ),
});
export type SealBody = z.infer<typeof sealBody>;

const limit = pageSize(20);

/** Query of `GET /v1/seals`: the own department's unless a maker names another one. */
export const listSealsQuery = z.strictObject({
  department: z.string().optional(),
  state: z.enum(standings).optional(),
  cursor,
  limit,
});
export type ListSealsQuery = z.output<typeof listSealsQuery>;

/** Answer of `GET /v1/seals`: in order of ids; a page may be short though more follow. */
export const listedSealsAnswer = z.strictObject({
  seals: z.array(sealBody),
  next: z.string().exactOptional(),
});
export type ListedSealsAnswer = z.infer<typeof listedSealsAnswer>;

/** Query of `GET /v1/seals/{id}/uses`. */
export const listSealUsesQuery = z.strictObject({ cursor, limit });
export type ListSealUsesQuery = z.output<typeof listSealUsesQuery>;

/** Answer of `GET /v1/seals/{id}/uses`: attempts to sign with the seal's key, newest first. */
export const sealUsesAnswer = z.strictObject({
  uses: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      by: z.string(),
      /** Of what was to be signed: SHA-256, base64url. */
      digest: z.string(),
      licenceId: z.string().exactOptional(),
      version: z.int().exactOptional(),
      form: z.enum(['credential', 'printed', 'face', 'annotated-copy']).exactOptional(),
      stamp: z.string().exactOptional(),
      attempt: z.int(),
    }),
  ),
  next: z.string().exactOptional(),
});
export type SealUsesAnswer = z.infer<typeof sealUsesAnswer>;
