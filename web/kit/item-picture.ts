const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const shown: readonly unknown[] = ['image/jpeg', 'image/png'];

/**
 * The picture that an item holds, as an address for `img`; undefined where it is none. Only sorts that
 * are nothing but points: no picture of a licence can hold a script or fetch anything.
 */
export function toPictureAddress(value: unknown): string | undefined {
  const { mediaType, data } = Object(value) as Readonly<Record<string, unknown>>;
  if (!shown.includes(mediaType) || typeof data !== 'string' || !base64.test(data))
    return undefined;
  return `data:${String(mediaType)};base64,${data}`;
}
