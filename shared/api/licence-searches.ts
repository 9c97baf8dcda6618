import * as z from 'zod';
import { maxNumberLength } from '../domain/licence-number.ts';
import { licenceIdText } from './authorisations.ts';
import { holderBody } from './duty-checks.ts';
import { typeCode } from './fields.ts';

/**
 * Body of `POST /v1/licence-searches`: the department's licences with a number, or of a holder. In a body,
 * as neither a holder's code nor a number that may hold one belongs into an address.
 */
export const licenceSearchBody = z
  .strictObject({
    /** 证照编号, whole. */
    number: z.string().min(1).max(maxNumberLength).exactOptional(),
    holder: holderBody.exactOptional(),
    /** All types unless told. */
    type: typeCode.exactOptional(),
    /** Of a holder with many: continue behind this licence. */
    after: licenceIdText.exactOptional(),
  })
  .refine(({ number, holder }) => (number === undefined) !== (holder === undefined), {
    params: { code: 'required' },
  })
  .refine(({ after, holder }) => after === undefined || holder !== undefined, {
    path: ['after'],
    params: { code: 'not-allowed' },
  });
export type AskedLicenceSearch = z.output<typeof licenceSearchBody>;
