import * as z from 'zod';

const moment = z.iso.datetime();
const end = z.union([moment, z.literal('on-confirmation')]);

/** Body of `POST /v1/provinces`. */
export const provinceAddition = z.strictObject({
  /** GB/T 2260, 6 digits. */
  code: z.string(),
  name: z.string(),
  url: z.string(),
  anchors: z.array(z.strictObject({ certificate: z.string() })),
});

/** Body of `POST /v1/provinces/{code}/anchors`. */
export const anchorAddition = z.strictObject({ certificate: z.string() });

/** Body of `POST /v1/provinces/{code}/anchor-retirements`; without `until`, when it is confirmed. */
export const anchorRetirement = z.strictObject({
  fingerprint: z.string(),
  until: moment.optional(),
});

/** Body of `POST /v1/provinces/{code}/removals`: nothing is left to be said. */
export const provinceRemoval = z.strictObject({});

/** Another province as it is answered. */
export const provinceBody = z.strictObject({
  code: z.string(),
  name: z.string(),
  url: z.string(),
  anchors: z.array(
    z.strictObject({
      certificate: z.string(),
      /** SHA-256 of the DER, hex. */
      fingerprint: z.string(),
      until: end.optional(),
    }),
  ),
  state: z.enum(['recognised', 'removed']),
});
export type ProvinceBody = z.infer<typeof provinceBody>;

/** All other provinces, by code. */
export const provincesBody = z.strictObject({ provinces: z.array(provinceBody) });

const agreedType = z.strictObject({
  type: z.string(),
  ownType: z.string().optional(),
  from: moment.optional(),
  until: moment.optional(),
  issuedFrom: moment.optional(),
  issuedUntil: moment.optional(),
  items: z.array(z.string()).optional(),
});

/** Body of `POST /v1/agreements`. */
export const agreementConclusion = z.strictObject({
  id: z.string(),
  /** Code of the other province. */
  province: z.string(),
  title: z.string(),
  types: z.array(agreedType),
});

/** Body of `POST /v1/agreements/{id}/types`. */
export const agreementExtension = z.strictObject({ types: z.array(agreedType) });

/** Body of `POST /v1/agreements/{id}/ends`: of one type, or of all; without `until`, when it is confirmed. */
export const agreementEnd = z.strictObject({
  type: z.string().optional(),
  until: moment.optional(),
});

/** An agreement as it is answered, with all that ever held under it. */
export const agreementBody = z.strictObject({
  id: z.string(),
  province: z.string(),
  title: z.string(),
  types: z.array(
    z.strictObject({
      type: z.string(),
      ownType: z.string(),
      from: moment,
      until: end.optional(),
      issuedFrom: moment.optional(),
      issuedUntil: moment.optional(),
      items: z.array(z.string()),
    }),
  ),
});
export type AgreementBody = z.infer<typeof agreementBody>;

/** All agreements, by id. */
export const agreementsBody = z.strictObject({ agreements: z.array(agreementBody) });

/** Query of `GET /v1/recognitions`: now, unless told. */
export const recognitionQuery = z.strictObject({
  province: z.string().regex(/^[0-9]{6}$/),
  type: z.string().regex(/^[0-9A-Z]{21}$/),
  at: moment.optional(),
});

/** Whether a type of a province is recognised at that time, and all intervals that were ever agreed. */
export const recognitionBody = z.strictObject({
  province: z.string(),
  type: z.string(),
  at: moment,
  recognised: z.boolean(),
  intervals: z.array(
    z.strictObject({
      agreement: z.string(),
      ownType: z.string(),
      from: moment,
      until: moment.optional(),
      issuedFrom: moment.optional(),
      issuedUntil: moment.optional(),
      items: z.array(z.string()),
      holds: z.boolean(),
    }),
  ),
  trustListNumber: z.int(),
});
