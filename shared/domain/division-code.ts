import { invalid, readString } from './reading.ts';

/** The two digits of provinces, autonomous regions, municipalities and special regions (83: residents from Taiwan). */
const province = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** Does a code begin with a province's two digits? */
export function beginsWithProvince(code: string): boolean {
  return province.test(code);
}

/**
 * Is it the structure of a division code 行政区划代码: province, prefecture, county, two digits each, a
 * county only within a prefecture? `100000` stands for central bodies. The list itself changes yearly
 * and is not consulted.
 * @see GB/T 2260
 */
export function isDivisionCode(text: string): boolean {
  if (text === '100000') return true;
  if (!/^[0-9]{6}$/.test(text) || !beginsWithProvince(text)) return false;
  return text.slice(2, 4) !== '00' || text.slice(4) === '00';
}

/**
 * A division code, 6 digits.
 * @throws Problem `request-invalid`: `required`, `type`, `region`
 */
export function readDivisionCode(value: unknown, pointer = ''): string {
  const text = readString(value, pointer);
  if (!isDivisionCode(text)) throw invalid(pointer, 'region');
  return text;
}
