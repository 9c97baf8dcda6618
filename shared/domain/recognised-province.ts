import type { Branded, Moment } from './ids.ts';
import { invalid, readString } from './reading.ts';

/** A province's code, GB/T 2260: two digits and four zeros. */
export type ProvinceCode = Branded<string, 'ProvinceCode'>;

/** A root 信任锚 of another province. */
export interface ProvinceAnchor {
  /** DER, base64. */
  readonly certificate: string;
  /** SHA-256 of the DER, hex: what two people compare by another way. */
  readonly fingerprint: string;
  /** What is signed from then on needs another anchor; `on-confirmation` only in proposals. */
  readonly until?: Moment | 'on-confirmation';
}

/** Another province 其他省份 whose roots stand for what it signs. */
export interface RecognisedProvince {
  readonly code: ProvinceCode;
  /** zh-Hans, as in the ST of its certificates. */
  readonly name: string;
  /** Its address, no trailing slash. */
  readonly url: string;
  readonly anchors: readonly ProvinceAnchor[];
  /** A removed one vouches for nothing any more, whenever it was signed. */
  readonly state: 'recognised' | 'removed';
}

/** Those in use and those on their way out. */
export const maxProvinceAnchors = 4;

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/;
const secure = /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?$/;

/**
 * A province's code.
 * @throws Problem `request-invalid`: `required`, `type`, `region`
 */
export function readProvinceCode(value: unknown, pointer = ''): ProvinceCode {
  const text = readString(value, pointer);
  if (!/^[1-8][0-9]0000$/.test(text) || text === '100000') throw invalid(pointer, 'region');
  return text as ProvinceCode;
}

/**
 * A province's address: a host and nothing behind it; without TLS only on this machine.
 * @throws Problem `request-invalid`: `required`, `type`, `url`
 */
export function readProvinceUrl(value: unknown, pointer = ''): string {
  const text = readString(value, pointer);
  if (!secure.test(text) && !loopback.test(text)) throw invalid(pointer, 'url');
  return text;
}

/** What two provinces at once would have in common, so that one could speak for the other. */
export function findClash(
  province: Pick<RecognisedProvince, 'code' | 'name' | 'url'>,
  others: readonly RecognisedProvince[],
): 'name' | 'url' | undefined {
  const rivals = others.filter(
    ({ code, state }) => code !== province.code && state === 'recognised',
  );
  if (rivals.some(({ name }) => name === province.name)) return 'name';
  return rivals.some(({ url }) => url === province.url) ? 'url' : undefined;
}
