import { showUnseen } from '../../shared/domain/text.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import { toPictureAddress } from './item-picture.ts';
import { readSaid } from './licence-values.ts';

/** One thing that a licence says, by its name. */
export interface LicenceItem {
  readonly name: string;
  readonly value: string;
  /** Its address, where the item is one; then the value is empty. */
  readonly picture?: string;
}

function toText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(toText).join('、');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name } = value as { readonly name?: JsonValue };
  return name === undefined ? JSON.stringify(value) : toText(name);
}

/** One item, as text or as the picture that it is. */
export function toItem(name: string, value: JsonValue): LicenceItem {
  const picture = toPictureAddress(value);
  return picture === undefined
    ? { name, value: showUnseen(toText(value)) }
    : { name, value: '', picture };
}

/** Items of the face 照面项, and whatever else is disclosed, as text and as nothing else; what cannot be read says nothing. */
export function listItems(credential: string): readonly LicenceItem[] {
  const { always, disclosed } = readSaid(credential);
  const items = always.filter(([name]) => name.startsWith('KZ_'));
  return [...items, ...disclosed].map(([name, value]) => toItem(name, value));
}
