import * as z from 'zod';
import { authorisationStates, authorisationType } from '../domain/authorisation.ts';
import { isLicenceId, readLicenceId } from '../domain/identifier.ts';
import { isRfc3339, readRfc3339 } from '../domain/moment.ts';
import { showCodeStates } from '../domain/show-code.ts';
import { useKinds } from '../domain/use-record.ts';
import { groundsText } from './licences.ts';

const maxLicences = 20;
const maxItems = 100;
const maxUses = 1000;

export const moment = z
  .string()
  .refine(isRfc3339, { params: { code: 'date' } })
  .transform((text) => readRfc3339(text));

export const licenceIdText = z
  .string()
  .refine(isLicenceId, { params: { code: 'licence-id' } })
  .transform((text) => readLicenceId(text));

/** What a use is for: the service item's code 事项编码, and the purpose in words 用途. */
export const purposeBody = z.strictObject({
  itemCode: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/),
  words: groundsText.max(200),
});

export const itemName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/);

/** A licence and names of what of it may be seen. */
export const authorisedLicence = z.strictObject({
  licenceId: licenceIdText,
  items: z.array(itemName).max(maxItems),
});

const verifierBody = z.strictObject({
  client: z.string().max(64).exactOptional(),
  department: z.string().max(18).exactOptional(),
  anyone: z.literal(true).exactOptional(),
});

/** Body of `POST /v1/me/authorisations`, shaped as authorisation details are (RFC 9396). */
export const authoriseUseBody = z.strictObject({
  type: z.literal(authorisationType),
  licences: z.array(authorisedLicence).min(1).max(maxLicences),
  /** One of three: a named client, any client of a department, or whoever redeems a code. */
  verifier: verifierBody.refine((verifier) => Object.keys(verifier).length === 1, {
    params: { code: 'too-many' },
  }),
  purpose: purposeBody,
  from: moment.optional(),
  until: moment,
  maxUses: z.int().min(1).max(maxUses).default(1),
  annotatedCopy: z.boolean().default(false),
  /** Given as a delegate 受托人: the delegation. */
  delegation: z.string().max(64).exactOptional(),
});
export type AskedAuthorisation = z.output<typeof authoriseUseBody>;

export const purposeAnswer = z.object({ itemCode: z.string(), words: z.string() });
const licenceAnswer = z.object({ licenceId: z.string(), items: z.array(z.string()) });

/** An authorisation as its holder is told of it, and a delegate who gave it. */
export const authorisationAnswer = z.object({
  authorisationId: z.string(),
  type: z.literal(authorisationType),
  state: z.enum(authorisationStates),
  holder: z.string(),
  madeBy: z.string(),
  licences: z.array(licenceAnswer),
  verifier: z.object({
    client: z.string().exactOptional(),
    department: z.string().exactOptional(),
    anyone: z.literal(true).exactOptional(),
  }),
  purpose: purposeAnswer,
  from: z.string(),
  until: z.string(),
  maxUses: z.int(),
  uses: z.int(),
  annotatedCopy: z.boolean(),
  delegation: z.string().exactOptional(),
  madeAt: z.string(),
  withdrawnAt: z.string().exactOptional(),
});
export type AuthorisationAnswer = z.output<typeof authorisationAnswer>;

/** Answer of `GET /v1/me/authorisations`. */
export const authorisationsAnswer = z.object({
  authorisations: z.array(authorisationAnswer),
  next: z.string().exactOptional(),
});
export type AuthorisationsAnswer = z.output<typeof authorisationsAnswer>;

const shownCode = z.object({
  showCodeId: z.string(),
  state: z.enum(showCodeStates),
  madeAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().exactOptional(),
  /** The one counter that a spoken code is for. */
  counter: z.string().exactOptional(),
  /** How often it was tried; five times at most. */
  tries: z.int(),
});

/** Answer of `GET /v1/me/authorisations/{id}`. */
export const authorisationDetailAnswer = authorisationAnswer.extend({
  /** The latest, newest first. */
  showCodes: z.array(shownCode),
});
export type AuthorisationDetailAnswer = z.output<typeof authorisationDetailAnswer>;

/** Body of `POST /v1/me/show-codes`. */
export const makeShowCodeBody = z.strictObject({
  authorisationId: z.string().max(64),
  /** For a spoken code: the counter that it is read out to. */
  counter: z.string().max(64).exactOptional(),
});
export type AskedShowCode = z.output<typeof makeShowCodeBody>;

/** Answer of `POST /v1/me/show-codes`: one of `address` and `spokenCode`. */
export const showCodeAnswer = z.object({
  showCodeId: z.string(),
  authorisationId: z.string(),
  expiresAt: z.string(),
  /** What the QR code says. */
  address: z.string().exactOptional(),
  /** Nine digits, to be read out. */
  spokenCode: z.string().exactOptional(),
});
export type ShowCodeAnswer = z.output<typeof showCodeAnswer>;

/** Answer of `GET /v1/me/uses`. */
export const usesAnswer = z.object({
  uses: z.array(
    z.object({
      useId: z.string(),
      kind: z.enum(useKinds),
      at: z.string(),
      verifier: z.object({
        client: z.string(),
        name: z.string(),
        department: z.string().exactOptional(),
        departmentName: z.string().exactOptional(),
      }),
      licences: z.array(licenceAnswer),
      purpose: purposeAnswer,
      authorisationId: z.string().exactOptional(),
      authorisedBy: z.string().exactOptional(),
      caseNumber: z.string().exactOptional(),
      matched: z.boolean().exactOptional(),
      /** What the caller has against it, and what the department said to that. */
      complaint: z
        .object({
          words: z.string(),
          madeAt: z.string(),
          answer: z.object({ words: z.string(), at: z.string() }).exactOptional(),
        })
        .exactOptional(),
    }),
  ),
  next: z.string().exactOptional(),
});
export type UsesAnswer = z.output<typeof usesAnswer>;
