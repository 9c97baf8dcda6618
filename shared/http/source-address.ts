import type { HttpEvent } from './http-message.ts';

/** Ours by its own name means: by way of CloudFront, which adds the viewer's address before its own. */
const behindCloudFront = /\.execute-api\./;

const groupsOf = (text: string) => (text === '' ? [] : text.split(':'));

/** The network of 64 bits that an IPv6 address lies in: whoever has one address has all of them. */
function toNetwork(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':').toLowerCase();
}

/**
 * Where a request came from: an IPv4 address, or the network of an IPv6 address. Who calls the API by
 * its own name, past CloudFront, may say so as they like; the throttling of the API holds for them.
 */
export function sourceAddressOf({ requestContext, headers }: HttpEvent): string {
  const { http, domainName } = requestContext;
  const forwarded = behindCloudFront.test(domainName)
    ? headers['x-forwarded-for']?.split(',').at(-2)?.trim()
    : undefined;
  const address = forwarded || http.sourceIp;
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  return address.includes(':') ? toNetwork(address) : address;
}
