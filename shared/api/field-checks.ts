import * as z from 'zod';
import { maxHolderCodeLength } from '../domain/holder-code.ts';
import { maxHolderNameLength } from '../domain/holders.ts';
import { readIdentifier } from '../domain/identifier.ts';
import { maxNumberLength } from '../domain/licence-number.ts';
import { holderCodeTypes } from '../domain/licence-type.ts';
import { checkSocialCreditCode, readDepartmentCode } from '../domain/social-credit-code.ts';
import { itemName, purposeBody } from './authorisations.ts';
import { civilDate, typeCode } from './fields.ts';

const maxItems = 20;
const maxIdentifierLength = 160;
const maxValueLength = 2000;
const maxValues = 50;

export const departmentCode = z
  .string()
  .refine((text) => checkSocialCreditCode(text) === undefined, {
    params: { code: 'check-digit' },
  })
  .transform((text) => readDepartmentCode(text));

const isIdentifier = (text: string) => {
  try {
    return readIdentifier(text) !== undefined;
  } catch {
    return false;
  }
};

/** How a licence is named: by its identifier, or by number, type and issuing department. */
export const toldName = z
  .strictObject({
    identifier: z
      .string()
      .max(maxIdentifierLength)
      .refine(isIdentifier, { params: { code: 'identifier' } })
      .exactOptional(),
    type: typeCode.exactOptional(),
    department: departmentCode.exactOptional(),
    number: z.string().min(1).max(maxNumberLength).exactOptional(),
  })
  .refine(
    ({ identifier, ...byNumber }) =>
      Object.keys(byNumber).length === (identifier === undefined ? 3 : 0),
    { params: { code: 'required' } },
  );

const toldHolder = z
  .strictObject({
    name: z.string().min(1).max(maxHolderNameLength),
    codeType: z.enum(holderCodeTypes).exactOptional(),
    code: z.string().min(1).max(maxHolderCodeLength).exactOptional(),
  })
  .refine(({ code, codeType }) => (code === undefined) === (codeType === undefined), {
    params: { code: 'required' },
  });

const toldValue = z.union([
  z.string().max(maxValueLength),
  z.number(),
  z.boolean(),
  z.array(z.string().max(maxValueLength)).max(maxValues),
]);

/** Body of `POST /v1/field-checks`: what was told, word for word, and what for. */
export const fieldCheckBody = z.strictObject({
  licence: toldName,
  holder: toldHolder,
  validUntil: civilDate.exactOptional(),
  items: z
    .record(itemName, toldValue)
    .refine((items) => Object.keys(items).length <= maxItems, { params: { code: 'too-many' } })
    .default({}),
  purpose: purposeBody,
});
export type AskedFieldCheck = z.output<typeof fieldCheckBody>;

/** Answer of `POST /v1/field-checks`: the same for a licence there is not and for one that says otherwise. */
export const fieldCheckAnswer = z.object({
  fieldCheckId: z.string(),
  checkedAt: z.string(),
  matches: z.boolean(),
});
export type FieldCheckAnswer = z.output<typeof fieldCheckAnswer>;
