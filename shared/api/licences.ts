import * as z from 'zod';
import { containsCitizenNumber } from '../domain/citizen-number.ts';
import { licenceStates } from '../domain/licence.ts';
import { askableStates } from '../domain/licence-state.ts';
import { holderCodeTypes } from '../domain/licence-type.ts';
import { versionKinds } from '../domain/licence-version.ts';
import { checkText } from '../domain/text.ts';
import { civilDate, typeCode } from './fields.ts';
import { cursor, pageSize } from './page-size.ts';

/** Most characters of a legal basis, and of a reason. */
const maxGroundsLength = 500;

/** Words of an official: fit to be shown, and naming nobody by number. */
export const groundsText = z.string().superRefine((text, context) => {
  const fault = checkText(text, maxGroundsLength);
  const code = fault ?? (containsCitizenNumber(text) ? 'personal' : undefined);
  if (code !== undefined) context.addIssue({ code: 'custom', params: { code } });
});

/** Body of `POST /v1/licences`. What the fields may hold beyond their form is the licence type's say. */
export const issueLicenceBody = z.strictObject({
  type: typeCode,
  /** The seal 电子印章 to issue under: one of the department's own. */
  seal: z.string().max(64),
  holders: z
    .array(
      z.strictObject({ name: z.string(), codeType: z.enum(holderCodeTypes), code: z.string() }),
    )
    .max(100),
  /** Items 照面项 by code. */
  items: z.record(z.string(), z.unknown()),
  /** Licence number 证照编号; only where the type's rule says that the department gives it. */
  number: z.string().optional(),
  /** Date of issue 颁发日期 in Asia/Shanghai; today unless given. */
  issued: civilDate.optional(),
  validFrom: civilDate.optional(),
  validUntil: civilDate.optional(),
});
export type LicenceApplication = z.output<typeof issueLicenceBody>;

/** A licence as it is told to its own department. */
const licenceAnswer = z.object({
  licenceId: z.string(),
  /** 证照标识 of the version. */
  identifier: z.string(),
  version: z.int(),
  type: z.string(),
  department: z.string(),
  number: z.string(),
  state: z.enum(licenceStates),
  seal: z.string(),
  issued: z.string(),
  validFrom: z.string(),
  /** Absent: without end 长期. */
  validUntil: z.string().exactOptional(),
  /** When it came into force, RFC 3339. */
  issuedAt: z.string(),
  /** Issued before on paper or elsewhere, with its own number and dates. */
  converted: z.literal(true).exactOptional(),
});

/** Answer of `POST /v1/licences`. */
export const issuedLicenceAnswer = licenceAnswer.extend({
  /** SD-JWT VC with all disclosures. */
  credential: z.string(),
  /** What the licence's QR code 二维码 says: the check page's address with the signed code behind `#`. */
  printedCode: z.string(),
  /** Identifier of the version before it, which it supersedes 前一版本标识. */
  supersedes: z.string().exactOptional(),
});
export type IssuedLicenceAnswer = z.output<typeof issuedLicenceAnswer>;

const historyEntry = z.object({
  seq: z.int(),
  version: z.int(),
  state: z.enum(licenceStates),
  at: z.string(),
  by: z.string(),
  legalBasis: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  /** What a later version was made for. */
  kind: z.enum(versionKinds).exactOptional(),
  /** 挂失 */
  lossReported: z.literal(true).exactOptional(),
  /** The second person, where the type asks for one. */
  approvedBy: z.string().exactOptional(),
});

/** Answer of `GET /v1/licences/{id}`. */
export const shownLicenceAnswer = issuedLicenceAnswer.extend({
  changedAt: z.string(),
  /** Withdrawn or penalty-revoked, and deregistered as well. */
  alsoDeregistered: z.literal(true).exactOptional(),
  history: z.array(historyEntry),
});
export type ShownLicenceAnswer = z.output<typeof shownLicenceAnswer>;

/**
 * Query of `GET /v1/licences`: the own department's, newest first. `from` and `until` are days in
 * Asia/Shanghai, both included, on which a licence came into force.
 */
export const listLicencesQuery = z.strictObject({
  type: typeCode.optional(),
  state: z.enum(licenceStates).exclude(['reserved']).optional(),
  from: civilDate.optional(),
  until: civilDate.optional(),
  cursor,
  limit: pageSize(),
});
export type ListLicencesQuery = z.output<typeof listLicencesQuery>;

/** Answer of `GET /v1/licences`: a page may be short though more follow; without `next` it is the last. */
export const listedLicencesAnswer = z.object({
  licences: z.array(licenceAnswer.extend({ changedAt: z.string() })),
  next: z.string().exactOptional(),
});
export type ListedLicencesAnswer = z.output<typeof listedLicencesAnswer>;

/** Body of `POST /v1/licences/{id}/state-changes`. */
export const changeLicenceStateBody = z
  .strictObject({
    to: z.enum(askableStates),
    /** The law and article that the change rests on 法律依据. */
    legalBasis: groundsText,
    reason: groundsText,
    /** With `suspended`: the holder reported it lost 挂失. With `valid`: the holder's own report is lifted too 解挂. */
    lossReported: z.boolean().default(false),
  })
  .refine(({ to, lossReported }) => !lossReported || to === 'suspended' || to === 'valid', {
    path: ['lossReported'],
    params: { code: 'not-allowed' },
  });
export type AskedStateChange = z.output<typeof changeLicenceStateBody>;

/** Answer of `POST /v1/licences/{id}/state-changes`. */
export const changedLicenceAnswer = z.object({
  licenceId: z.string(),
  identifier: z.string(),
  version: z.int(),
  state: z.enum(licenceStates),
  changedAt: z.string(),
  entry: historyEntry,
});
export type ChangedLicenceAnswer = z.output<typeof changedLicenceAnswer>;
