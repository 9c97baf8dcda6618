import type { AuthorisationId } from './authorisation.ts';
import type { Branded, ClientId, Moment } from './ids.ts';

export type ShowCodeId = Branded<string, 'ShowCodeId'>;

/** How long a shown code may be redeemed; a page that shows it makes the next before. */
export const shownCodeMilliseconds = 60_000;
/** How long a spoken code may be: it has to be read out and typed. */
export const spokenCodeMilliseconds = 5 * 60_000;
/** Wrong tries after which a spoken code is locked. */
export const spokenCodeTries = 5;

/** Digits that find a spoken code at its counter, and digits that are its secret. */
export const spokenFindingDigits = 2;
export const spokenSecretDigits = 7;

/** One code for one authorisation, shown 亮证码 or spoken. The code itself is nowhere. */
export interface ShowCode {
  readonly id: ShowCodeId;
  readonly authorisation: AuthorisationId;
  readonly madeAt: Moment;
  readonly expiresAt: Moment;
  readonly usedAt?: Moment;
  /** The one counter that a spoken code is for; absent for a shown one. */
  readonly counter?: ClientId;
  /** Wrong tries at a spoken code. */
  readonly tries: number;
}

export const showCodeStates = ['open', 'used', 'locked', 'expired'] as const;
export type ShowCodeState = (typeof showCodeStates)[number];

/** What a code is at a moment. */
export function showCodeStateAt(code: ShowCode, now: Moment): ShowCodeState {
  if (code.usedAt !== undefined) return 'used';
  if (code.tries >= spokenCodeTries) return 'locked';
  return code.expiresAt <= now ? 'expired' : 'open';
}

const shownForm = /^[A-Za-z0-9_-]{22}$/;
const spokenForm = new RegExp(`^[0-9]{${spokenFindingDigits + spokenSecretDigits}}$`);

/** Has it the form of a shown code: 128 bits, base64url? */
export const isShownCode = (text: string) => shownForm.test(text);
/** Has it the form of a spoken code: nine digits? */
export const isSpokenCode = (text: string) => spokenForm.test(text);

/** A shown code's 128 bits, from a MAC in base64url. */
export function toShownCode(mac: string): string {
  return `${mac.slice(0, 21)}${lastOf(mac.charAt(21))}`;
}

/** The last of 22 characters stands for two bits only. */
function lastOf(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(character) & 0b110000);
}

/** The secret digits of a spoken code, from a MAC's bytes: 64 bits, so that no digits are likelier than others. */
export function toSpokenSecret(mac: Uint8Array): string {
  const [number] = [new DataView(mac.buffer, mac.byteOffset, 8).getBigUint64(0)];
  const secret = number % 10n ** BigInt(spokenSecretDigits);
  return String(secret).padStart(spokenSecretDigits, '0');
}

/** What a shown code's QR code says: behind `#`, so that no server is told. */
export function toShowCodeAddress(provinceUrl: string, code: string): string {
  return `${provinceUrl}/r#${code}`;
}
