import type { GeneralName } from '../../shared/formats/certificate-name.ts';

const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const mailboxLocal = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const uri = /^[a-z][a-z0-9+.-]*:[^\s]+$/i;
const maxHostLength = 253;

/** Letters, digits and hyphens in labels; no wildcard, no trailing dot. @see RFC 1034 section 3.5, RFC 5280 section 4.2.1.6 */
export function isHostName(text: string): boolean {
  return text.length <= maxHostLength && text.split('.').every((label) => hostLabel.test(label));
}

/** A host name, its first label possibly `*` alone. @see RFC 9525 section 6.3 */
export function isHostNamePattern(text: string): boolean {
  return isHostName(text.startsWith('*.') ? text.slice(2) : text);
}

/** `Mailbox` of RFC 5321 without quoting: one `@`. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && mailboxLocal.test(text.slice(0, at)) && isHostName(text.slice(at + 1));
}

/** A host, or a domain with a leading period. */
export function isUriHostConstraint(text: string): boolean {
  return isHostName(text.startsWith('.') ? text.slice(1) : text);
}

/** An address and a mask of the same width whose ones come first. */
export function isNetwork(octets: Uint8Array): boolean {
  if (octets.length !== 8 && octets.length !== 32) return false;
  const mask = octets.subarray(octets.length / 2);
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits);
}

/** The host of an absolute URI with an authority; nothing when it has none or an address instead. */
export function hostOfUri(text: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)(?::\d*)?(?:[/?#]|$)/i.exec(
    text,
  );
  const host = authority?.[1];
  if (host === undefined || !isHostName(host) || /^[\d.]+$/.test(host)) return undefined;
  return host;
}

/** Is an alternative name written as its form asks? @see RFC 5280 section 4.2.1.6 */
export function isNameWellFormed(name: GeneralName): boolean {
  switch (name.kind) {
    case 'dns':
      return isHostNamePattern(name.text);
    case 'email':
      return isEmailAddress(name.text);
    case 'uri':
      return uri.test(name.text);
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16;
    case 'directory':
      return name.name.parts.length > 0;
    default:
      return true;
  }
}
