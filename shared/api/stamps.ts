import * as z from 'zod';
import { stampForms } from '../domain/stamp.ts';

const millimetres = z.number().min(0).max(5000);
/** Most places of one stamp. */
const mostPlaces = 50;

/** Where a seal's picture goes. */
const placement = z.union([
  /** Its middle, from the left and from the top of a page as it is shown. */
  z.strictObject({ page: z.int().min(1).max(2000), x: millimetres, y: millimetres }),
  /** Over words that stand in the document: the last place unless told. */
  z.strictObject({
    keyword: z.string().min(1).max(50),
    which: z.enum(['first', 'last', 'all']).default('last'),
  }),
  /** 骑缝章: a strip on the right edge of each page. */
  z.strictObject({ acrossEdges: z.literal(true), y: millimetres.optional() }),
]);
export type StampPlacement = z.output<typeof placement>;

const words = z.string().trim().min(1).max(200);

/** Body of `POST /v1/seals/{id}/stamps`. */
export const stampBody = z
  .strictObject({
    /** Base64, or an upload of the own department. */
    document: z.union([
      z.strictObject({ content: z.base64() }),
      z.strictObject({ upload: z.string().max(64) }),
    ]),
    form: z.enum(stampForms).default('pades'),
    placements: z.array(placement).min(1).max(mostPlaces).optional(),
    reason: words.optional(),
    location: words.optional(),
  })
  .refine(({ form, placements }) => form === 'cades' || placements !== undefined, {
    path: ['placements'],
    params: { code: 'required' },
  })
  .refine(({ form, placements }) => form === 'pades' || placements === undefined, {
    path: ['placements'],
    params: { code: 'not-allowed' },
  });
export type AskedStamp = z.output<typeof stampBody>;

/** Answer of `POST /v1/seals/{id}/stamps`: where the sealed document, or the signature, lies for a few minutes. */
export const stampAnswer = z.object({
  stampId: z.string(),
  seal: z.string(),
  form: z.enum(stampForms),
  signedAt: z.string(),
  /** Of the document as it was given. */
  documentSha256: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});
export type StampAnswer = z.output<typeof stampAnswer>;
