import { isIssueHour } from '../domain/issue-hour.ts';
import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of an issue root's protected header. */
export const issueRootType = 'issue-root+jwt';
export const issueRootMediaType = 'application/issue-root+jwt';
/** Most digests under one root; an hour with more has several, one behind the other. */
export const maxIssueRootSize = 65_536;

/** What was brought into force in an hour 颁发根, as its province signed it. Times in seconds. */
export interface IssueRoot {
  /** The province's address; also `iss` of everything it signs. */
  readonly provinceUrl: string;
  /** From 1, each one more than the last. */
  readonly number: number;
  /** When it was signed: every digest under it was in the register by then. */
  readonly issuedAt: number;
  /** Where the root before it ended; an hour's first second. */
  readonly from: number;
  /** End of its hour, not included. */
  readonly until: number;
  /** Number of digests under it. */
  readonly size: number;
  /** Merkle root over the digests, unpadded base64url. */
  readonly root: string;
  /** SHA-256 of the compact bytes of the root before it, unpadded base64url; only the first has none. */
  readonly previous?: string;
}

/** Of a root's compact form. */
export const maxIssueRootBytes = 16 * 1024;

/** An issue root's path below the province's address. */
export const issueRootPath = (number: number | 'latest') => `issue-roots/${number}`;

/** Where the digests under a root lie, below the province's address. */
export const issueLeavesPath = (number: number) => `issue-roots/${number}/leaves`;

/** Where the digests of a root are laid aside while it is being made: by its Merkle root, so that nobody lays others there. */
export const preparedLeavesPath = (root: string) => `issue-roots/prepared/${root}`;

/**
 * The claims of an issue root.
 * @throws Problem `malformed` when what it would say could not be read again
 */
export function toIssueRootPayload(root: IssueRoot): JsonObject {
  const payload = {
    iss: root.provinceUrl,
    sub: `${root.provinceUrl}/${issueRootPath(root.number)}`,
    number: root.number,
    iat: root.issuedAt,
    from: root.from,
    until: root.until,
    size: root.size,
    root: root.root,
    ...(root.previous === undefined ? {} : { previous: root.previous }),
  };
  readIssueRoot(payload);
  return payload;
}

/**
 * Reads an issue root's claims. Claims it does not know are left alone.
 * @param payload the claims of a JWS whose `typ` was `issue-root+jwt`; the signature is the caller's
 * @throws Problem `malformed`: `issue-root-<claim>`
 */
export function readIssueRoot(payload: JsonObject): IssueRoot {
  const fields = new SignedFileFields('issue-root', payload);
  const provinceUrl = fields.text('iss', 512);
  const number = fields.positive('number');
  if (fields.text('sub', 512) !== `${provinceUrl}/${issueRootPath(number)}`) {
    throw fields.refuse('sub');
  }
  if (fields.has('previous') !== number > 1) throw fields.refuse('previous');
  return {
    provinceUrl,
    number,
    ...readTimes(fields),
    size: readSize(fields),
    root: fields.digest('root'),
    ...(number > 1 ? { previous: fields.digest('previous') } : {}),
  };
}

/** Whole hours, signed only when they were over. */
function readTimes(fields: SignedFileFields): Pick<IssueRoot, 'issuedAt' | 'from' | 'until'> {
  const from = fields.seconds('from');
  const until = fields.seconds('until');
  const issuedAt = fields.seconds('iat');
  if (!isIssueHour(from)) throw fields.refuse('from');
  if (!isIssueHour(until) || until <= from) throw fields.refuse('until');
  if (issuedAt < until) throw fields.refuse('iat');
  return { from, until, issuedAt };
}

function readSize(fields: SignedFileFields): number {
  const size = fields.integer('size');
  if (size > maxIssueRootSize) throw fields.refuse('size');
  return size;
}
