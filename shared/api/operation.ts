import type * as z from 'zod';
import type { ProblemCode } from '../problem/catalogue.ts';

/** A value as JSON has it, or text. */
export type Example =
  | string
  | number
  | boolean
  | null
  | readonly Example[]
  | { readonly [name: string]: Example | undefined };

/** What is sent, or answered: its media type (JSON unless told), its form, and an example. */
export interface Content {
  readonly mediaType?: string;
  readonly schema: z.ZodType;
  readonly example: Example;
}

/** Headers that an answer may have beside those of every answer. */
export type HeaderName = 'ETag' | 'Location' | 'DPoP-Nonce' | 'Retry-After';

/** One answer that is not a refusal; without content it has no body. */
export interface Answer {
  readonly description: string;
  readonly content?: Content;
  /** The same answer in another media type, where the client may choose. */
  readonly otherwise?: Content;
  readonly headers?: readonly HeaderName[];
}

/** Groups of operations, in the order in which a reader needs them. */
export const tags = {
  tokens: 'Access tokens 访问令牌: OAuth 2.0 client credentials with private_key_jwt and DPoP.',
  licences: 'Licences 电子证照: issue, list, show, change their state.',
  holders: 'Holders 持证主体: see own licences, authorise their use, see every use.',
  retrievals: 'Retrievals 用证: what verifiers see with a holder’s leave.',
  checks:
    'Checks 核对与查验: what is asked of licences without their holder’s leave, and every holder sees.',
  seals: 'Seals 电子印章: apply, make, enable, suspend, cancel.',
  bulk: 'Bulk issues 批量颁发: a file of rows, each issued as a licence.',
  events:
    'Events 事件: what happened to what is a department’s, fetched from its feed or posted to its endpoints.',
  uploads: 'Uploads 文件上传: what is too large for a body.',
  verification: 'Verification 核验: open to all, no token.',
  directory: 'Directory 目录: departments, licence types, clients; who may issue what.',
  proposals: 'Proposals 变更申请: what one client proposes another one confirms.',
  'public files': 'Public files 公开文件: signed, cacheable, what verification rests on.',
  service: 'The service about itself 服务说明.',
} as const;

/** What the API document tells of a route beyond its path and its rights. */
export interface Operation {
  readonly id: string;
  readonly tag: keyof typeof tags;
  /** One line in English. */
  readonly summary: string;
  /** The same in Chinese, and whatever else there is to know, in Markdown. */
  readonly description: string;
  /** Writes, and asks for an `Idempotency-Key`. */
  readonly keyed?: true;
  /** What the parameters of the path mean. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly body?: Content;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals that do not follow from what the operation takes; see `refusalsOf`. */
  readonly problems?: readonly ProblemCode[];
}

/** By `METHOD /path`, as in the table of routes. */
export type Operations = Readonly<Record<string, Operation>>;

/** A schema with the name under which the document lists it. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  return schema.meta({ id });
}
