import type { Moment } from '../domain/ids.ts';
import { readRfc3339 } from '../domain/moment.ts';
import { gather, invalid, readObject, readString, type UnreadObject } from '../domain/reading.ts';

/** Body of `POST /v1/verifications`. Read by hand: the verify function carries no zod. */
export type VerificationBody = PresentedForm & {
  /** RFC 3339; the time asked about, now unless told. */
  readonly at?: Moment;
};

/** One of the forms in which a licence is presented. */
type PresentedForm =
  /** SD-JWT VC, compact, as presented. */
  | { readonly credential: string }
  /** What a scanner read from paper. */
  | { readonly printedCode: string }
  /** PDF under seals. */
  | { readonly document: PresentedDocument };

/** A document in base64, or uploaded before. */
export type PresentedDocument = { readonly content: string } | { readonly upload: string };

const forms = ['credential', 'printedCode', 'document'] as const;

/** Largest body in bytes, and with a document of 4 MB in it. */
export const maxVerificationBytes = 256 * 1024;
export const maxDocumentVerificationBytes = 5.5 * 1024 * 1024;

/**
 * Reads the body of a verification; unknown fields are refused.
 * @throws Problem `request-invalid` with one entry in `errors` a fault: `required`, `type`, `too-short`, `date`, `unknown`, `not-allowed` for a second form
 */
export function readVerificationBody(value: unknown): VerificationBody {
  const body = readObject(value, '', [...forms, 'at']);
  const { form, at } = gather<{ form: PresentedForm; at: Moment }>({
    form: () => readForm(body),
    at: () => (body['at'] === undefined ? undefined : readRfc3339(body['at'], '/at')) as Moment,
  });
  return at === undefined ? form : { ...form, at };
}

function readForm(body: UnreadObject): PresentedForm {
  const [form = 'credential', second] = forms.filter((name) => body[name] !== undefined);
  if (second !== undefined) throw invalid(`/${second}`, 'not-allowed');
  if (form === 'document') return { document: readPresentedDocument(body[form]) };
  const text = readNonEmpty(body[form], `/${form}`);
  return form === 'credential' ? { credential: text } : { printedCode: text };
}

function readNonEmpty(value: unknown, pointer: string): string {
  const text = readString(value, pointer);
  if (text === '') throw invalid(pointer, 'too-short');
  return text;
}

function readPresentedDocument(value: unknown): PresentedDocument {
  const { content, upload } = readObject(value, '/document', ['content', 'upload']);
  if (content !== undefined && upload !== undefined)
    throw invalid('/document/upload', 'not-allowed');
  if (upload !== undefined) return { upload: readNonEmpty(upload, '/document/upload') };
  return { content: readNonEmpty(content, '/document/content') };
}
