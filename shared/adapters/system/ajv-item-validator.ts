import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate } from '../../domain/civil-date.ts';
import { isDecimal } from '../../domain/decimal.ts';
import { checkImage, type ImageItem } from '../../domain/image-item.ts';
import { type ownKeywords, toItemSchema } from '../../domain/item-schema.ts';
import type { LicenceType } from '../../domain/licence-type.ts';
import { isRfc3339 } from '../../domain/moment.ts';
import { pointerTo, pointerToUnknown } from '../../domain/reading.ts';
import { checkText } from '../../domain/text.ts';
import type { ItemValidator } from '../../ports/item-validator.ts';
import type { FieldError } from '../../problem/problem.ts';

/** Compiled schemas kept; a province has about 900 types. */
const mostCompiled = 2000;

/** Our stable codes for the keywords that a schema of ours uses. */
const codes: Readonly<Record<string, string>> = {
  required: 'required',
  additionalProperties: 'unknown',
  type: 'type',
  enum: 'enum',
  pattern: 'pattern',
  format: 'date',
  minItems: 'required',
  maxItems: 'too-many',
  uniqueItems: 'duplicate',
};

/** A rule of the domain: the fault code, or nothing. */
type Rule<Limits, Value> = (limits: Limits, value: Value) => string | undefined;

/** A keyword of ours for values of a JSON type. */
interface Keyword<Limits, Value> {
  readonly keyword: (typeof ownKeywords)[number];
  readonly type: 'string' | 'object';
  readonly rule: Rule<Limits, Value>;
}

function addKeyword<Limits, Value>(ajv: Ajv2020, { keyword, type, rule }: Keyword<Limits, Value>) {
  const validate: { (limits: Limits, value: Value): boolean; errors?: Partial<ErrorObject>[] } = (
    limits,
    value,
  ) => {
    const fault = rule(limits, value);
    validate.errors = fault === undefined ? [] : [{ keyword, params: { fault } }];
    return fault === undefined;
  };
  ajv.addKeyword({ keyword, type, schemaType: 'object', validate, errors: true });
}

function checkDecimal({ minimum }: { minimum?: number }, text: string): string | undefined {
  if (!isDecimal(text)) return 'decimal';
  return minimum !== undefined && Number(text) < minimum ? 'too-small' : undefined;
}

type ImageLimits = Parameters<typeof checkImage>[1];

/** An image whose members are no texts is refused by `required` and `type`. */
function checkImageItem(limits: ImageLimits, image: Partial<ImageItem>): string | undefined {
  const { mediaType, data } = image;
  return typeof mediaType === 'string' && typeof data === 'string'
    ? checkImage({ mediaType, data }, limits)
    : undefined;
}

function makeAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, ownProperties: true });
  ajv.addFormat('date', isCivilDate);
  ajv.addFormat('date-time', isRfc3339);
  addKeyword(ajv, {
    keyword: 'shownText',
    type: 'string',
    rule: ({ maxLength }: { maxLength: number }, text: string) => checkText(text, maxLength),
  });
  addKeyword(ajv, { keyword: 'decimal', type: 'string', rule: checkDecimal });
  addKeyword(ajv, { keyword: 'imageItem', type: 'object', rule: checkImageItem });
  return ajv;
}

function toFieldError(error: ErrorObject): FieldError {
  const { keyword, instancePath, params } = error;
  const { missingProperty: missing, additionalProperty: unknown } = params;
  const place = `/items${instancePath}`;
  const lacking = typeof missing === 'string' ? pointerTo(place, missing) : place;
  return {
    pointer: typeof unknown === 'string' ? pointerToUnknown(place, unknown) : lacking,
    code: String(params['fault'] ?? codes[keyword] ?? keyword),
  };
}

function toFieldErrors(errors: readonly ErrorObject[]): readonly FieldError[] {
  const byPlace = new Map<string, FieldError>();
  for (const error of errors.map(toFieldError))
    if (!byPlace.has(error.pointer)) byPlace.set(error.pointer, error);
  return [...byPlace.values()];
}

/** Checks items with ajv; a type's schema is compiled once for each version of it. */
export function makeAjvItemValidator(): Pick<ItemValidator, 'check'> {
  // made with the first schema: a function's start need not wait for it
  let ajv: Ajv2020 | undefined;
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (type: LicenceType): ValidateFunction => {
    const key = `${type.code} ${type.version}`;
    const known = compiled.get(key);
    if (known) return known;
    if (compiled.size >= mostCompiled) {
      compiled.clear();
      ajv = undefined;
    }
    ajv ??= makeAjv();
    const validate = ajv.compile(toItemSchema(type));
    compiled.set(key, validate);
    return validate;
  };
  return {
    check(type, items) {
      const validate = validatorOf(type);
      return validate(items) ? [] : toFieldErrors(validate.errors ?? []);
    },
  };
}
