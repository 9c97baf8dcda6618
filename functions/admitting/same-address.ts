const parts = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#@\\]+)([^?#\\]*)(?:[?#]|$)/;
const unreserved = /%(4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|3[0-9]|2[DE])/gi;

/** An escape that means an unreserved character is that character; the others are written in capitals. */
function toPlainPath(path: string): string {
  const plain = path
    .replace(/%[0-9a-f]{2}/gi, (sequence) => sequence.toUpperCase())
    .replace(unreserved, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return plain === '' ? '/' : plain;
}

/**
 * Does `htu` name the address that was asked? Scheme, host and port as the province's own, the path as it
 * was sent; query and fragment do not count. Dot segments are not resolved: nothing of ours has any.
 * @param provinceUrl without a path
 * @see RFC 9449 section 4.3 item 9, RFC 3986 sections 6.2.2 and 6.2.3
 */
export function isSameAddress(htu: string, provinceUrl: string, path: string): boolean {
  const [, origin = '', ownPath = ''] = parts.exec(htu) ?? [];
  const given = URL.parse(origin)?.origin;
  return given === new URL(provinceUrl).origin && toPlainPath(ownPath) === toPlainPath(path);
}
