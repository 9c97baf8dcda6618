/** A decimal as text: up to 16 digits before the point, none in vain, and up to 6 after it. */
const decimal = /^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,6})?$/;

/**
 * Is it a decimal as items carry it: text such as `1000.00`, because a JSON number loses trailing zeros
 * and, above 2^53, digits? No exponent, no sign but a minus, and zero has none.
 */
export function isDecimal(text: string): boolean {
  return decimal.test(text) && !Object.is(Number(text), -0);
}
