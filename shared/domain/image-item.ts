/** Media types that an image on a licence may have. */
export const imageMediaTypes = ['image/png', 'image/jpeg'] as const;

/** No image item is larger, whatever its definition says: the register's items are bounded. */
export const maxImageBytes = 200 * 1024;

/** Why an image cannot stand on a licence. */
export type ImageFault = 'media-type' | 'base64' | 'too-large' | 'image';

/** An image item as it is sent. */
export interface ImageItem {
  readonly mediaType: string;
  /** Base64 with padding (RFC 4648 section 4). */
  readonly data: string;
}

const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

/** How the base64 form of each sort of file begins: the signature bytes 89 'PNG' 0D 0A 1A 0A, and FF D8 FF. */
const beginnings: Readonly<Record<string, string>> = {
  'image/png': 'iVBORw0KGgo',
  'image/jpeg': '/9j/',
};

/** Bytes that a well-formed base64 text stands for. */
export function decodedLength(data: string): number {
  const padding = data.endsWith('==') ? 2 : Number(data.endsWith('='));
  return (data.length / 4) * 3 - padding;
}

/** Is it base64 in its only form: padded, without blanks, unused bits zero? */
export function isBase64(data: string): boolean {
  return base64.test(data);
}

/** Says why an image is not one that the definition admits; it must also begin as its media type says. */
export function checkImage(
  image: ImageItem,
  limits: { readonly maxBytes: number; readonly mediaTypes: readonly string[] },
): ImageFault | undefined {
  if (!limits.mediaTypes.includes(image.mediaType)) return 'media-type';
  if (image.data.length > Math.ceil(limits.maxBytes / 3) * 4) return 'too-large';
  if (!isBase64(image.data)) return 'base64';
  if (decodedLength(image.data) > limits.maxBytes) return 'too-large';
  const beginning = beginnings[image.mediaType];
  return beginning !== undefined && image.data.startsWith(beginning) ? undefined : 'image';
}
