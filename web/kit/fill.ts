/** A sentence with its gaps filled. */
export const fill = (sentence: string, parts: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
