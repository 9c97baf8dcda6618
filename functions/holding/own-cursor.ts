import { invalid } from '../../shared/domain/reading.ts';
import { readBase64url, toBase64url } from '../../shared/formats/base64url.ts';

/**
 * A sort position as text that clients pass back as it is. It holds nothing else: whoever makes one up
 * only chooses where in their own list to begin, so it needs no signature.
 */
export const toCursor = (position: string) => toBase64url(new TextEncoder().encode(position));

/** @throws Problem `request-invalid` at `/cursor` for one whose position is not of that form */
export function readCursor(cursor: string, form: RegExp): string {
  let position = '';
  try {
    position = new TextDecoder().decode(readBase64url(cursor));
  } catch {
    // refused below
  }
  if (!form.test(position)) throw invalid('/cursor', 'cursor');
  return position;
}
