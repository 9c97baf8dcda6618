import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type {
  DepartmentCode,
  LicenceId,
  LicenceTypeCode,
  Moment,
  SealId,
  StatusListId,
} from '../../domain/ids.ts';
import type { LicenceDraftId } from '../../domain/licence-draft.ts';
import type { UploadId } from '../../domain/upload.ts';
import type { IdempotencyKey } from '../../ports/idempotency.ts';
import type { DraftPosition } from '../../ports/licence-drafts.ts';
import type { ListPosition } from '../../ports/register-reader.ts';

/** An item of the register table as DynamoDB has it. */
export type RegisterItem = Record<string, AttributeValue>;

/** Which Region writes, and under which turn of the writing lease. */
export interface WritingRegion {
  /** Short name, part of status list ids. */
  readonly region: string;
  /** Rises each time another Region takes over writing. */
  readonly epoch: number;
}

/** Partitions of a department's list: newest licences do not meet in one. */
export const departmentShards = 8;

/**
 * Partitions of what was brought into force, named by a digest's first character, in ASCII order: read
 * one after the other they give all digests in order.
 */
export const issueShards: readonly string[] = [
  ...'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
];

/** Partitions of what is reserved and not ended yet. */
export const reservedShards = 8;

/** Partitions of a seal's uses. */
export const sealUseShards = 16;

/** A text attribute. */
export const text = (value: string): AttributeValue => ({ S: value });
/** A whole number attribute. */
export const whole = (value: number): AttributeValue => ({ N: String(value) });

const keyOf = (pk: string, sk: string) => ({ pk: text(pk), sk: text(sk) });
const digits = (value: number, width: number) => String(value).padStart(width, '0');
const momentDigits = 14;
const hourDigits = 12;

/** What tells one recorded use of a seal's key from all others. */
export interface SealUseKey {
  readonly seal: SealId;
  readonly at: Moment;
  readonly licenceId: LicenceId;
  readonly version: number;
  readonly attempt: number;
  /** An attempt makes one signature for each form. */
  readonly form: 'credential' | 'printed' | 'face' | 'annotated-copy';
  /** Of what is signed: a version may be reserved twice in one millisecond, with an attempt 1 each. */
  readonly digest?: string;
}

/** Keys of the register table, one function a row of the table in `design.md` section 4. */
export const registerKeys = {
  entry: (id: LicenceId, { region, epoch }: WritingRegion, seq: number) =>
    keyOf(id, `entry#${region}#${digits(epoch, 6)}#${digits(seq, 6)}`),
  head: (id: LicenceId) => keyOf(id, 'head'),
  version: (id: LicenceId, version: number) => keyOf(id, `version#${digits(version, 3)}`),
  /** A reservation of the version that was given up, by what it was to sign. */
  givenUpVersion: (id: LicenceId, version: number, digest: string) =>
    keyOf(id, `given-up#${digits(version, 3)}${toMark(digest)}`),
  credential: (id: LicenceId, version: number) => keyOf(id, `credential#${digits(version, 3)}`),
  number: (of: { type: LicenceTypeCode; department: DepartmentCode; numberDigest: string }) =>
    keyOf(`number#${of.type}#${of.department}#${of.numberDigest}`, 'number'),
  holderLinks: (holderDigest: string) => `holder#${holderDigest}`,
  holder: (holderDigest: string, id: LicenceId) =>
    keyOf(registerKeys.holderLinks(holderDigest), id),
  departmentShard: (department: DepartmentCode, shard: number) => `dept#${department}#${shard}`,
  departmentPosition: ({ issuedAt, licenceId }: ListPosition) =>
    `${digits(issuedAt, momentDigits)}#${licenceId}`,
  /** Sorts before every licence of that moment and after every earlier one. */
  departmentMoment: (moment: Moment) => digits(moment, momentDigits),
  department: (department: DepartmentCode, position: ListPosition) =>
    keyOf(
      registerKeys.departmentShard(department, toShard(position.licenceId, departmentShards)),
      registerKeys.departmentPosition(position),
    ),
  listEntries: (list: StatusListId) => `list#${list}`,
  listEntry: (list: StatusListId, index: number) =>
    keyOf(registerKeys.listEntries(list), digits(index, 6)),
  openedLists: 'lists',
  openedList: (list: StatusListId) => keyOf(registerKeys.openedLists, list),
  lease: (name: string) => keyOf(`lease#${name}`, 'lease'),
  issuedShard: (region: string, shard: string) => `issued#${region}#${shard}`,
  issuedHour: (hour: number) => digits(hour, hourDigits),
  issued: (region: string, hour: number, digest: string) =>
    keyOf(
      registerKeys.issuedShard(region, digest.slice(0, 1)),
      `${registerKeys.issuedHour(hour)}#${digest}`,
    ),
  issueGate: (region: string, shard: string) => keyOf(`issue-gate#${region}#${shard}`, 'gate'),
  issuesClosed: (region: string) => keyOf(`issue-gate#${region}`, 'closed'),
  sealUseShard: (seal: SealId, shard: number) => `seal-use#${seal}#${shard}`,
  sealUse: (use: SealUseKey) =>
    keyOf(
      registerKeys.sealUseShard(use.seal, toShard(use.licenceId, sealUseShards)),
      `${digits(use.at, momentDigits)}#${use.licenceId}#${digits(use.version, 3)}#${use.attempt}#${use.form}${toMark(use.digest)}`,
    ),
  reservedShard: (region: string, shard: number) => `reserved#${region}#${shard}`,
  reserved: (region: string, { at, licenceId }: { at: Moment; licenceId: LicenceId }) =>
    keyOf(
      registerKeys.reservedShard(region, toShard(licenceId, reservedShards)),
      `${digits(at, momentDigits)}#${licenceId}`,
    ),
  draft: (id: LicenceDraftId) => keyOf(`draft#${id}`, 'draft'),
  draftShard: (department: DepartmentCode, shard: number) => `drafts#${department}#${shard}`,
  draftPosition: ({ draftedAt, id }: DraftPosition) => `${digits(draftedAt, momentDigits)}#${id}`,
  listedDraft: (department: DepartmentCode, position: DraftPosition) =>
    keyOf(
      registerKeys.draftShard(department, toShard(position.id, departmentShards)),
      registerKeys.draftPosition(position),
    ),
  face: (id: LicenceId, version: number) => keyOf(`face#${id}`, `version#${digits(version, 3)}`),
  /** An annotated copy that somebody retrieved of a licence. */
  copy: (retrievalId: string, id: LicenceId) => keyOf(`copy#${retrievalId}`, id),
  upload: (id: UploadId) => keyOf(`upload#${id}`, 'upload'),
  idempotency: ({ client, keyDigest }: IdempotencyKey) =>
    keyOf(`idem#${client}#${keyDigest}`, 'idem'),
};

/** The first 48 bits of a digest tell apart what else has the same key. */
const toMark = (digest: string | undefined) =>
  digest === undefined ? '' : `#${digest.slice(0, 8)}`;
/** The Region that a status list belongs to: `north-000001` is of `north`. */
export const regionOfList = (list: StatusListId): string => list.slice(0, list.lastIndexOf('-'));

/** Which of so many partitions a licence or draft lies in: always the same one. */
function toShard(id: LicenceId | LicenceDraftId, shards: number): number {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % shards;
}
