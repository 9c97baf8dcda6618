import { joinOctets } from '../../formats/octets.ts';

/** Reads a response's body up to `maxBytes`; undefined, and the rest not taken, when there is more. */
export async function readLimitedBody(
  response: Response,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      return undefined;
    }
    pieces.push(part.value);
  }
  return joinOctets(pieces);
}
