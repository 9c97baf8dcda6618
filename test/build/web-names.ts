import type { GeneralName } from '../../shared/formats/certificate-name.ts';
import { isDirectoryWithin, type NameRules } from '../../shared/verify/name-rules.ts';
import {
  hostOfUri,
  isEmailAddress,
  isHostName,
  isNameWellFormed,
  isNetwork,
  isUriHostConstraint,
} from './web-name-syntax.ts';

/** Is all that this name stands for within the subtree? A form that nothing here compares is not. */
export function isWithinSubtree(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === 'dns' && base.kind === 'dns') {
    return isWithinDomain(withoutWildcard(name.text), base.text);
  }
  if (name.kind === 'email' && base.kind === 'email') return isMailboxWithin(name.text, base.text);
  if (name.kind === 'uri' && base.kind === 'uri') return isUriWithin(name.text, base.text);
  if (name.kind === 'ip' && base.kind === 'ip') return isAddressWithin(name.octets, base.octets);
  return isDirectoryWithin(name, base);
}

/**
 * Might anything that this name stands for lie in the subtree? Wider than `isWithinSubtree`, because exclusion
 * must hold for what a wildcard matches (CVE-2025-61727) and for forms that nothing here compares.
 */
export function mayEnterSubtree(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === 'other' && base.kind === 'other') return name.tag === base.tag;
  if (name.kind === 'uri' && base.kind === 'uri' && hostOfUri(name.text) === undefined) return true;
  if (name.kind === 'dns' && base.kind === 'dns' && name.text.startsWith('*.')) {
    const domain = withoutWildcard(name.text);
    const parent = base.text.slice(base.text.indexOf('.') + 1);
    return isWithinDomain(domain, base.text) || isSameHost(domain, parent);
  }
  return isWithinSubtree(name, base);
}

function withoutWildcard(pattern: string): string {
  return pattern.startsWith('*.') ? pattern.slice(2) : pattern;
}

function isSameHost(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Equal, or with labels added on the left; every host is within the empty domain. */
function isWithinDomain(host: string, domain: string): boolean {
  return domain === '' || isSameHost(host, domain) || isBelow(host, `.${domain}`);
}

function isBelow(host: string, suffix: string): boolean {
  return host.length > suffix.length && host.toLowerCase().endsWith(suffix.toLowerCase());
}

/** The constraint is a mailbox, a host, or with a leading period all hosts of a domain. */
function isMailboxWithin(mailbox: string, constraint: string): boolean {
  const host = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  const at = constraint.lastIndexOf('@');
  if (at < 0) return isHostWithin(host, constraint);
  const sameLocal = mailbox.slice(0, -host.length) === constraint.slice(0, at + 1);
  return sameLocal && isSameHost(host, constraint.slice(at + 1));
}

function isUriWithin(text: string, constraint: string): boolean {
  const host = hostOfUri(text);
  return host !== undefined && isHostWithin(host, constraint);
}

function isHostWithin(host: string, constraint: string): boolean {
  return constraint.startsWith('.') ? isBelow(host, constraint) : isSameHost(host, constraint);
}

/** `network` is the address, then the mask. */
function isAddressWithin(address: Uint8Array, network: Uint8Array): boolean {
  const width = address.length;
  if (network.length !== 2 * width) return false;
  return address.every((octet, index) => {
    const mask = network[width + index] ?? 0xff;
    return (octet & mask) === ((network[index] ?? 0) & mask);
  });
}

function isBaseWellFormed(base: GeneralName): boolean {
  switch (base.kind) {
    case 'dns':
      return base.text === '' || isHostName(base.text);
    case 'email':
      return isEmailAddress(base.text) || isUriHostConstraint(base.text);
    case 'uri':
      return isUriHostConstraint(base.text);
    case 'ip':
      return isNetwork(base.octets);
    default:
      return true;
  }
}

/** What browsers and mail programs compare, for corpora of the web's chains. */
export const webNames: NameRules = {
  isNameWellFormed,
  isBaseWellFormed,
  isWithinSubtree,
  mayEnterSubtree,
};
