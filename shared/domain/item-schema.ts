import { toWholePattern } from './bounded-pattern.ts';
import type { ItemDefinition, LicenceType } from './licence-type.ts';

/** A JSON Schema (2020-12), as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Keywords of ours beside the standard ones: `shownText` (see `checkText`), `decimal` ({minimum?}, see
 * `isDecimal`), `imageItem` ({maxBytes, mediaTypes}, see `checkImage`). A validator that does not know
 * them is more lenient, never stricter.
 */
export const ownKeywords = ['shownText', 'decimal', 'imageItem'] as const;

function toSchemaOf(item: ItemDefinition): JsonSchema {
  switch (item.kind) {
    case 'text': {
      const pattern = item.matches === undefined ? {} : { pattern: toWholePattern(item.matches) };
      return { type: 'string', shownText: { maxLength: item.maxLength }, ...pattern };
    }
    case 'decimal':
      return {
        type: 'string',
        decimal: item.minimum === undefined ? {} : { minimum: item.minimum },
      };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'datetime':
      return { type: 'string', format: 'date-time' };
    case 'enum':
      return { type: 'string', enum: item.values };
    case 'list':
      return {
        type: 'array',
        minItems: Math.max(item.minItems, 1),
        maxItems: item.values.length,
        uniqueItems: true,
        items: { type: 'string', enum: item.values },
      };
    case 'image':
      return {
        type: 'object',
        required: ['mediaType', 'data'],
        additionalProperties: false,
        properties: { mediaType: { type: 'string' }, data: { type: 'string' } },
        imageItem: { maxBytes: item.maxBytes, mediaTypes: item.mediaTypes },
      };
  }
}

/**
 * The schema of the items of a licence of this type: nothing unknown, all that is required. Dates are
 * `YYYY-MM-DD`, times RFC 3339, decimals text, images `{mediaType, data}` in base64.
 */
export function toItemSchema(type: LicenceType): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: type.items.filter((item) => item.required).map((item) => item.code),
    properties: Object.fromEntries(
      type.items.map((item) => [item.code, { title: item.name, ...toSchemaOf(item) }]),
    ),
  };
}
