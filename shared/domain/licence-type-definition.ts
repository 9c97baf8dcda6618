import type { ItemDefinition, LicenceType, NumberRule } from './licence-type.ts';

/** A member that is left out where there is nothing to say. */
const where = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });

function toItem(item: ItemDefinition): Readonly<Record<string, unknown>> {
  if (item.kind !== 'text') return { ...item };
  const { matches, ...rest } = item;
  return { ...rest, ...where('pattern', matches) };
}

function toNumber(rule: NumberRule): Readonly<Record<string, unknown>> {
  if (rule.rule === 'pattern') return { ...rule };
  const { matches, ...rest } = rule;
  return { ...rest, ...where('pattern', matches) };
}

/**
 * A licence type's definition in the JSON shape that definers write and `readLicenceType` reads: what
 * was published can be proposed again as the next version.
 */
export function toLicenceTypeDefinition(type: LicenceType): Readonly<Record<string, unknown>> {
  const { maxHolders, number, items, ...rest } = type;
  return {
    ...rest,
    holders: { max: maxHolders },
    number: toNumber(number),
    items: items.map(toItem),
  };
}
