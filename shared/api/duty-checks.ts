import * as z from 'zod';
import { checkHolderCode, maxHolderCodeLength } from '../domain/holder-code.ts';
import { holderCodeTypes } from '../domain/licence-type.ts';
import { itemName, licenceIdText, purposeBody } from './authorisations.ts';
import { typeCode } from './fields.ts';
import { groundsText } from './licences.ts';
import { retrievalAnswer } from './retrievals.ts';

const maxItems = 100;
const maxCaseNumberLength = 64;

/** A holder by code, and nothing else of them. */
export const holderBody = z
  .strictObject({
    codeType: z.enum(holderCodeTypes),
    code: z.string().min(1).max(maxHolderCodeLength),
  })
  .superRefine(({ codeType, code }, context) => {
    const fault = checkHolderCode(codeType, code);
    if (fault !== undefined)
      context.addIssue({ code: 'custom', path: ['code'], params: { code: fault } });
  });

/** Body of `POST /v1/duty-checks`: a holder's licences of a type, or one licence; what of them, and for which case. */
export const dutyCheckBody = z
  .strictObject({
    type: typeCode,
    holder: holderBody.exactOptional(),
    licenceId: licenceIdText.exactOptional(),
    items: z.array(itemName).max(maxItems),
    purpose: purposeBody,
    /** 案号: which case it is for. */
    caseNumber: groundsText.min(1).max(maxCaseNumberLength),
    /** Of a holder with many: continue behind this licence. A check of its own. */
    after: licenceIdText.exactOptional(),
  })
  .refine(({ holder, licenceId }) => (holder === undefined) !== (licenceId === undefined), {
    params: { code: 'required' },
  })
  .refine(({ after, holder }) => after === undefined || holder !== undefined, {
    path: ['after'],
    params: { code: 'not-allowed' },
  });
export type AskedDutyCheck = z.output<typeof dutyCheckBody>;

/** Answer of `POST /v1/duty-checks`. */
export const dutyCheckAnswer = z.object({
  dutyCheckId: z.string(),
  checkedAt: z.string(),
  licences: retrievalAnswer.shape.licences,
  /** The last licence, where the holder has more of the type. */
  next: z.string().exactOptional(),
});
export type DutyCheckAnswer = z.output<typeof dutyCheckAnswer>;
