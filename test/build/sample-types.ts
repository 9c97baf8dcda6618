import definitions from '../../local/seed/data/licence-types.json' with { type: 'json' };
import type { ItemDefinition, LicenceType } from '../../shared/domain/licence-type.ts';
import { readLicenceType } from '../../shared/domain/licence-type-reading.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';

/** Codes of the sample licence types. */
export const sampleTypeCodes = {
  businessLicence: '11100000MB0341032Y901',
  foodPermit: '11100000MB0341032Y902',
  operatorCertificate: '11100000000013338W032',
  realEstateTitle: '11100000MB03271699001',
  birthCertificate: '11210000MB9Y900073903',
  disabilityCertificate: '11210000MB9Y900073904',
  transportPermit: '11210000MB9Y900073905',
  decision: '11210000MB9Y900073906',
} as const;
export type SampleTypeName = keyof typeof sampleTypeCodes;

/** The definition of a sample type as its definer writes it, a fresh copy to spoil. */
export function sampleDefinition(name: SampleTypeName): Record<string, unknown> {
  const found = definitions.licenceTypes.find((one) => one.code === sampleTypeCodes[name]);
  if (!found) throw new Error(`no sample type ${name}`);
  return structuredClone(found) as Record<string, unknown>;
}

/** A sample licence type. */
export function sampleType(name: SampleTypeName): LicenceType {
  return readLicenceType(sampleDefinition(name));
}

/** All sample licence types. */
export function sampleTypes(): readonly LicenceType[] {
  return definitions.licenceTypes.map((one) => readLicenceType(one));
}

/** A picture of the smallest sort that begins like a PNG. */
const pictureBase64 = 'iVBORw0KGgoAAAANSUhEUg==';

function sampleValue(item: ItemDefinition): JsonValue {
  switch (item.kind) {
    case 'text':
      return item.matches === undefined
        ? '示例'.slice(0, item.maxLength)
        : '210102001001GB00001F00010001';
    case 'decimal':
      return '1000.00';
    case 'date':
      return '2026-11-22';
    case 'datetime':
      return '2026-11-22T08:30:00+08:00';
    case 'enum':
      return item.values[0] ?? '';
    case 'list':
      return item.values.slice(0, Math.max(item.minItems, 1));
    case 'image':
      return { mediaType: item.mediaTypes.at(-1) ?? '', data: pictureBase64 };
  }
}

/** Items that a licence of the type may be issued with: all that are required, or all there are. */
export function sampleItems(type: LicenceType, which: 'required' | 'all' = 'required'): JsonObject {
  return Object.fromEntries(
    type.items
      .filter((item) => which === 'all' || item.required)
      .map((item) => [item.code, sampleValue(item)]),
  );
}

function longestValue(item: ItemDefinition): JsonValue {
  if (item.kind === 'list') return item.values;
  if (item.kind === 'enum') return item.values.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return item.kind === 'text' && item.matches === undefined
    ? '沈'.repeat(item.maxLength)
    : sampleValue(item);
}

/** All items of the type, each as long as it may be. */
export function longestItems(type: LicenceType): JsonObject {
  return Object.fromEntries(type.items.map((item) => [item.code, longestValue(item)]));
}
