/**
 * How long files that are not public lie in their store, by the beginning of their names: they hold
 * personal data, and nobody needs them for longer. What has no rule is made again when it is gone.
 */
export const fileLives = [
  /** What was uploaded, to be sealed, verified or issued from. */
  { prefix: 'uploads/', days: 3 },
  /** Annotated copies: made again within their ten minutes; who fetched one has it. */
  { prefix: 'copies/', days: 3 },
  /** Rows of bulk jobs, what became of them, results. */
  { prefix: 'bulk/', days: 90 },
] as const;
