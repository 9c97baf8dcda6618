import type { Purpose } from './authorisation.ts';
import type { Branded, ClientId, DepartmentCode, HolderDigest, Moment } from './ids.ts';
import type { NamedVerifier, UseRecord } from './use-record.ts';

export type ComplaintId = Branded<string, 'ComplaintId'>;

/** Who has to answer: the department of whoever used the licence, or a client of none. */
export type Answerable = DepartmentCode | ClientId;

/** What somebody whose licence was used has against the use 用证异议: once a use and party, never altered. */
export interface Complaint {
  readonly id: ComplaintId;
  /** Whose complaint it is; nobody else is told. */
  readonly party: HolderDigest;
  readonly useId: string;
  readonly usedAt: Moment;
  readonly verifier: NamedVerifier;
  readonly purpose: Purpose;
  readonly words: string;
  readonly madeAt: Moment;
}

/** What the department says to it: once, never altered. */
export interface ComplaintAnswer {
  readonly words: string;
  readonly at: Moment;
  readonly by: ClientId;
}

/** A complaint and what was said to it, if anything was. */
export interface ComplaintCase {
  readonly complaint: Complaint;
  readonly answer?: ComplaintAnswer;
}

/** Who has to answer for what a verifier did. */
export const answerableFor = ({ department, client }: NamedVerifier): Answerable =>
  department ?? client;

/** The facts of a use that a complaint rests on. */
export const toComplainedUse = ({ id, at, verifier, purpose }: UseRecord) => ({
  ...{ useId: id, usedAt: at, verifier, purpose },
});
