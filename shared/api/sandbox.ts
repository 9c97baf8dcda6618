import * as z from 'zod';

/** Where the sandbox's licences lie, on the shelf and as an address. */
export const sandboxPath = 'sandbox/licences';

/** One licence of the sandbox, and what becomes of it. */
export const sandboxLicence = z.strictObject({
  case: z.string(),
  credential: z.string(),
  printedCode: z.string().exactOptional(),
  expected: z.strictObject({
    verdict: z.enum(['valid', 'invalid', 'indeterminate']),
    check: z.string().exactOptional(),
    reason: z.string().exactOptional(),
  }),
});

/** Answer of `GET /sandbox/licences`. */
export const sandboxAnswer = z.strictObject({ licences: z.array(sandboxLicence) });
export type SandboxLicence = z.infer<typeof sandboxLicence>;
