import * as z from 'zod';
import { isCivilDate, readCivilDate } from '../domain/civil-date.ts';
import { checkLicenceTypeCode, readLicenceTypeCode } from '../domain/licence-type-code.ts';

/** The code of a licence type 证照类型代码. */
export const typeCode = z
  .string()
  .refine((text) => checkLicenceTypeCode(text) === undefined, {
    params: { code: 'licence-type-code' },
  })
  .transform((text) => readLicenceTypeCode(text));

/** A day in Asia/Shanghai, `YYYY-MM-DD`. */
export const civilDate = z
  .string()
  .refine(isCivilDate, { params: { code: 'date' } })
  .transform((text) => readCivilDate(text));
