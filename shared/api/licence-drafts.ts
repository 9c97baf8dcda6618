import * as z from 'zod';
import { licenceDraftStates } from '../domain/licence-draft.ts';
import { holderCodeTypes } from '../domain/licence-type.ts';
import { versionKinds } from '../domain/licence-version.ts';
import { groundsText } from './licences.ts';
import { cursor, pageSize } from './page-size.ts';

/** A draft without what it says. */
const draftSummary = z.object({
  draftId: z.string(),
  state: z.enum(licenceDraftStates),
  type: z.string(),
  draftedBy: z.string(),
  draftedAt: z.string(),
  /** From this moment on nobody can approve it any more. */
  expiresAt: z.string(),
  /** While approved, and once issued. */
  licenceId: z.string().exactOptional(),
});
export type LicenceDraftSummary = z.output<typeof draftSummary>;

/** The licence as it would be if it were issued now 预览. */
export const licencePreview = z.object({
  type: z.object({ code: z.string(), version: z.int(), name: z.string() }),
  department: z.object({ code: z.string(), name: z.string() }),
  seal: z.object({ id: z.string(), name: z.string() }),
  holders: z.array(
    z.object({ name: z.string(), codeType: z.enum(holderCodeTypes), code: z.string() }),
  ),
  /** In the order of the face 照面. */
  items: z.array(z.object({ code: z.string(), name: z.string(), value: z.json() })),
  /** Absent: made when it is issued. */
  number: z.string().exactOptional(),
  /** Of a version: which one it supersedes, and what it is made for. */
  supersedes: z.object({ identifier: z.string(), kind: z.enum(versionKinds) }).exactOptional(),
  issued: z.string(),
  validFrom: z.string(),
  /** Absent: without end 长期. */
  validUntil: z.string().exactOptional(),
});
export type LicencePreview = z.output<typeof licencePreview>;

/** A preview with what names it: who confirms says by the digest what they saw. */
const previewed = z.object({
  preview: licencePreview,
  /** SHA-256 of the preview as canonical JSON, unpadded base64url. */
  previewDigest: z.string(),
});

/** Answer of `POST /v1/licences` for a type that asks for a second person. */
export const keptDraftAnswer = draftSummary.extend(previewed.shape);
export type KeptDraftAnswer = z.output<typeof keptDraftAnswer>;

/** Answer of `GET /v1/licence-drafts/{id}`, and of its rejection. */
export const licenceDraftAnswer = draftSummary.extend({
  ...previewed.partial().shape,
  /** Why it could not be issued now, while it awaits approval: a problem's code and what it tells. */
  obstacle: z
    .object({
      code: z.string(),
      reason: z.string().exactOptional(),
      errors: z.array(z.object({ pointer: z.string(), code: z.string() })).exactOptional(),
    })
    .exactOptional(),
  /** As it was sent. */
  application: z.record(z.string(), z.json()),
  history: z.array(
    z.object({
      state: z.enum(licenceDraftStates).exclude(['expired']),
      at: z.string(),
      by: z.string(),
      reason: z.string().exactOptional(),
      previewDigest: z.string().exactOptional(),
    }),
  ),
});
export type LicenceDraftAnswer = z.output<typeof licenceDraftAnswer>;

/** Query of `GET /v1/licence-drafts`: the own department's, newest first. */
export const listDraftsQuery = z.strictObject({
  state: z.enum(licenceDraftStates).optional(),
  cursor,
  limit: pageSize(),
});
export type ListDraftsQuery = z.output<typeof listDraftsQuery>;

/** Answer of `GET /v1/licence-drafts`: a page may be short though more follow; without `next` it is the last. */
export const listedDraftsAnswer = z.object({
  drafts: z.array(draftSummary),
  next: z.string().exactOptional(),
});
export type ListedDraftsAnswer = z.output<typeof listedDraftsAnswer>;

/** Body of `POST /v1/licence-drafts/{id}/confirmations`. */
export const confirmDraftBody = z.strictObject({
  /** Of the preview that was seen: what is issued is what was confirmed. */
  previewDigest: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/** Body of `POST /v1/licence-drafts/{id}/rejections`. */
export const rejectDraftBody = z.strictObject({ reason: groundsText });
