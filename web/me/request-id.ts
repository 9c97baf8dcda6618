const pattern = /(?:^|[#/\s])(request-[0-9a-z]{8,64})$/;

/** The request that a counter's link, or what was typed of it, names. */
export function readRequestId(text: string): string | undefined {
  return pattern.exec(text.normalize('NFKC').trim().toLowerCase())?.[1];
}
