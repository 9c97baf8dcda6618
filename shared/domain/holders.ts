import type { FieldError } from '../problem/problem.ts';
import { checkHolderCode } from './holder-code.ts';
import type { CivilDate } from './ids.ts';
import type { Holder } from './licence.ts';
import { holderCodeTypes, type LicenceType } from './licence-type.ts';
import {
  gather,
  invalid,
  pointerTo,
  readObject,
  readOneOf,
  readString,
  readText,
} from './reading.ts';
import { checkText } from './text.ts';

/** Longest name of a holder, in characters. */
export const maxHolderNameLength = 100;

/**
 * A holder whose name may be shown and whose code is one of its type.
 * @throws Problem `request-invalid`: `required`, `type`, `unknown`, `enum`, text and code faults
 */
export function readHolder(value: unknown, pointer = ''): Holder {
  const source = readObject(value, pointer, ['name', 'codeType', 'code']);
  const holder = gather<Holder>({
    name: () => readText(source['name'], `${pointer}/name`, maxHolderNameLength),
    codeType: () => readOneOf(source['codeType'], `${pointer}/codeType`, holderCodeTypes),
    code: () => readString(source['code'], `${pointer}/code`),
  });
  const fault = checkHolderCode(holder.codeType, holder.code);
  if (fault) throw invalid(`${pointer}/code`, fault);
  return holder;
}

function checkHolder(
  type: LicenceType,
  holder: Holder,
  place: { readonly pointer: string; readonly today: CivilDate },
): readonly FieldError[] {
  const { pointer, today } = place;
  const errors: FieldError[] = [];
  const nameFault = checkText(holder.name, maxHolderNameLength);
  if (nameFault) errors.push({ pointer: `${pointer}/name`, code: nameFault });
  if (!type.holderCodeTypes.includes(holder.codeType))
    return [...errors, { pointer: `${pointer}/codeType`, code: 'holder-code-type' }];
  const codeFault = checkHolderCode(holder.codeType, holder.code, today);
  if (codeFault) errors.push({ pointer: `${pointer}/code`, code: codeFault });
  return errors;
}

/**
 * Says what is wrong with the holders of a licence to be issued: their number, names, code types that
 * the type does not admit, codes, one holder twice. Pointers begin with `/holders`; no value is told.
 */
export function checkHolders(
  type: LicenceType,
  holders: readonly Holder[],
  today: CivilDate,
): readonly FieldError[] {
  if (holders.length === 0) return [{ pointer: '/holders', code: 'required' }];
  if (holders.length > type.maxHolders) return [{ pointer: '/holders', code: 'too-many' }];
  const keys = holders.map((holder) => `${holder.codeType} ${holder.code}`);
  return holders.flatMap((holder, index) => {
    const pointer = pointerTo('/holders', index);
    if (keys.indexOf(`${holder.codeType} ${holder.code}`) < index)
      return [{ pointer, code: 'duplicate' }];
    return checkHolder(type, holder, { pointer, today });
  });
}
