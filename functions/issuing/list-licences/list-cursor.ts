import { isLicenceId, readLicenceId } from '../../../shared/domain/identifier.ts';
import { readMoment } from '../../../shared/domain/moment.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { readBase64url, toBase64url } from '../../../shared/formats/base64url.ts';
import type { ListPosition } from '../../../shared/ports/register-reader.ts';

const shape = /^([0-9]{1,15}) ([0-9A-Z.]{1,128})$/;

/**
 * Where the next page begins, as text that clients pass back as it is. It holds a sort position and
 * nothing else, neither key nor filter nor department: whoever forges one only chooses where in the
 * caller's own list to begin (`threats.md` O15), so it needs no signature.
 */
export function toCursor({ issuedAt, licenceId }: ListPosition): string {
  return toBase64url(new TextEncoder().encode(`${issuedAt} ${licenceId}`));
}

function decode(cursor: string): string {
  try {
    return new TextDecoder().decode(readBase64url(cursor));
  } catch {
    return '';
  }
}

/** @throws Problem `request-invalid` at `/cursor` */
export function readCursor(cursor: string): ListPosition {
  const [, moment = '', id = ''] = shape.exec(decode(cursor)) ?? [];
  if (!isLicenceId(id)) throw invalid('/cursor', 'cursor');
  return { issuedAt: readMoment(Number(moment), '/cursor'), licenceId: readLicenceId(id) };
}
