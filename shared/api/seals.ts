import * as z from 'zod';
import { sealKinds, sealShapes } from '../domain/seal.ts';

/** Body of `POST /v1/seals`. The image is PNG, base64; one is drawn, of that shape and with that code, when there is none. */
export const sealApplication = z.strictObject({
  name: z.string(),
  kind: z.enum(sealKinds),
  shape: z.enum(sealShapes).optional(),
  code: z.string().optional(),
  image: z.strictObject({ png: z.string() }).optional(),
});
export type SealApplication = z.infer<typeof sealApplication>;

const states = ['applied', 'made', 'enabled', 'suspended', 'cancelled'] as const;

/** Body of `POST /v1/seals/{id}/state-changes`. A reason has to be told for `suspended` and `cancelled`. */
export const sealStateChange = z.strictObject({
  to: z.enum(['made', 'enabled', 'suspended', 'cancelled']),
  reason: z.string().optional(),
});
export type SealStateChange = z.infer<typeof sealStateChange>;

/** A seal as it is answered; certificate and validity once it is made, the image only when it is shown. */
export const sealBody = z.strictObject({
  id: z.string(),
  department: z.string(),
  name: z.string(),
  kind: z.enum(sealKinds),
  state: z.enum(states),
  /** DER, base64. */
  certificate: z.string().optional(),
  validFrom: z.iso.datetime().optional(),
  /** First moment at which it no longer holds. */
  validUntil: z.iso.datetime().optional(),
  image: z
    .union([z.strictObject({ svg: z.string() }), z.strictObject({ png: z.string() })])
    .optional(),
  entries: z.array(
    z.strictObject({
      state: z.enum(states),
      at: z.iso.datetime(),
      by: z.string(),
      reason: z.string().optional(),
    }),
  ),
});
export type SealBody = z.infer<typeof sealBody>;
