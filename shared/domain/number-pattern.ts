/** One piece of a number pattern, from left to right. */
export type NumberPart =
  | { readonly part: 'literal'; readonly text: string }
  | { readonly part: 'division' }
  | { readonly part: 'sequence'; readonly width: number }
  | { readonly part: 'check' }
  | { readonly part: 'holderCode' }
  | { readonly part: 'item'; readonly token: string };

/** Tokens with a meaning of their own; a definition cannot name its own tokens so. */
export const builtInTokens = ['division', 'sequence', 'check', 'holderCode'] as const;

const piece = /\{sequence:([1-9]|1[0-2])\}|\{([A-Za-z][A-Za-z0-9]{0,19})\}|([^{}]+)/y;

function toPart(match: RegExpExecArray): NumberPart | undefined {
  const [, width, name, text] = match;
  if (width !== undefined) return { part: 'sequence', width: Number(width) };
  if (text !== undefined) return { part: 'literal', text };
  if (name === 'division' || name === 'check' || name === 'holderCode') return { part: name };
  return name === undefined || name === 'sequence' ? undefined : { part: 'item', token: name };
}

/** The pieces of a number pattern; `undefined` when it is not well formed (a sequence needs its width: `{sequence:6}`). */
export function toNumberParts(pattern: string): readonly NumberPart[] | undefined {
  const parts: NumberPart[] = [];
  piece.lastIndex = 0;
  while (piece.lastIndex < pattern.length) {
    const match = piece.exec(pattern);
    const part = match ? toPart(match) : undefined;
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}
