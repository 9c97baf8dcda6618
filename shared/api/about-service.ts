import * as z from 'zod';

/** Answer of `GET /healthz`. */
export const healthAnswer = z.strictObject({ status: z.literal('ok'), time: z.iso.datetime() });

/** Answer of `GET /version`. */
export const versionAnswer = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** Absent where the build did not say. */
  commit: z.string().exactOptional(),
});

/** Answer of `GET /problems/{code}` as JSON. */
export const problemPageAnswer = z.strictObject({
  code: z.string(),
  status: z.int(),
  title: z.string(),
  meaning: z.string(),
  whatToDo: z.string(),
});
export type ProblemPageAnswer = z.infer<typeof problemPageAnswer>;

/** A refusal. @see RFC 9457 */
export const problemDocument = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  reason: z.string().exactOptional(),
  detail: z.string().exactOptional(),
  errors: z
    .array(
      z.strictObject({
        pointer: z.string(),
        code: z.string(),
        detail: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
});
