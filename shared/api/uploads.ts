import * as z from 'zod';
import { maxUploadBytes, uploadPurposes } from '../domain/upload.ts';

/** Body of `POST /v1/uploads`. */
export const openUploadBody = z
  .strictObject({
    /** What the file is for: sets how large it may be. */
    purpose: z.enum(uploadPurposes),
    sizeBytes: z.int().min(1),
  })
  .refine(({ purpose, sizeBytes }) => sizeBytes <= maxUploadBytes[purpose], {
    path: ['sizeBytes'],
    params: { code: 'too-large' },
  });
export type AskedUpload = z.output<typeof openUploadBody>;

const upload = z.object({
  uploadId: z.string(),
  purpose: z.enum(uploadPurposes),
  sizeBytes: z.int(),
  expiresAt: z.string(),
});

/** Answer of `POST /v1/uploads`: the addresses are made anew each time it is asked. */
export const openedUploadAnswer = upload.extend({
  parts: z.array(z.object({ number: z.int(), sizeBytes: z.int(), url: z.string() })),
});
export type OpenedUploadAnswer = z.output<typeof openedUploadAnswer>;

/** Body of `POST /v1/uploads/{id}/completions`. */
export const completeUploadBody = z.strictObject({
  /** In their order, each with the `ETag` that came back when it was put. */
  parts: z
    .array(z.strictObject({ number: z.int().min(1), tag: z.string().min(1).max(100) }))
    .min(1)
    .max(64),
});

/** Answer of `POST /v1/uploads/{id}/completions`. */
export const completedUploadAnswer = upload.extend({ state: z.literal('complete') });
export type CompletedUploadAnswer = z.output<typeof completedUploadAnswer>;

/** Answer of `GET /v1/uploads/{id}/content`. */
export const uploadContentAnswer = z.object({ url: z.string() });
export type UploadContentAnswer = z.output<typeof uploadContentAnswer>;
