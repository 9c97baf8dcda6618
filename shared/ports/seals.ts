import type { ClientId, DepartmentCode, Moment, SealId } from '../domain/ids.ts';
import type { Seal, SealEntry, SealHead, SealMaking } from '../domain/seal.ts';

/** Reading seals. Consistent: a suspension that has resolved is seen. Trusted. */
export interface Seals {
  find(id: SealId): Promise<Seal | undefined>;
  /** The same without its image. */
  findHead(id: SealId): Promise<SealHead | undefined>;
  listByDepartment(department: DepartmentCode): Promise<readonly Seal[]>;
  /** A department's seals without their images, in order of ids; `end` when there are more. */
  listHeads(query: SealQuery): Promise<SealPage>;
  /** Seals that were applied for to take the place of this one. */
  findSuccessors(seal: Pick<Seal, 'id' | 'department'>): Promise<readonly SealId[]>;
}

/** Which page of a department's seals. */
export interface SealQuery {
  readonly department: DepartmentCode;
  readonly after?: SealId;
  readonly limit: number;
}

/** A page, and the id to go on behind. */
export interface SealPage {
  readonly seals: readonly SealHead[];
  readonly end?: SealId;
}

/** A request that writes a seal, as its `Idempotency-Key` names it. */
export interface KeyedSealRequest {
  readonly client: ClientId;
  /** SHA-256 of the key, unpadded base64url. */
  readonly keyDigest: string;
  /** SHA-256 over route and canonical body, unpadded base64url. */
  readonly requestDigest: string;
}

/** The same, with its end. */
export interface SealRequest extends KeyedSealRequest {
  /** From this moment on the key counts as never used; readers check, deletion may lag. */
  readonly expiresAt: Moment;
}

/** What a request did: the entry that it appended; the answer follows from the seal up to that entry. */
export interface SealRequestRecord extends SealRequest {
  readonly seal: SealId;
  readonly seq: number;
}

/** What was asked for before. Consistent; an expired record may still be returned. */
export interface SealRequests {
  find(client: ClientId, keyDigest: string): Promise<SealRequestRecord | undefined>;
}

/** What is written together with an entry, or not at all. */
export interface SealAddition {
  /** With the entry `made`. */
  readonly making?: SealMaking;
  readonly request?: SealRequest;
}

/** Writing seals: the sealing zone only. Append-only, durable once resolved. */
export interface SealWriter {
  /** `taken` when the id exists; `repeated` when the request's key is recorded already. */
  create(
    seal: Extract<Seal, { state: 'applied' }>,
    request?: SealRequest,
  ): Promise<'created' | 'taken' | 'repeated'>;
  /**
   * Appends one entry (with the making, when the new state is `made`) if the last entry is still
   * `entry.seq - 1`; `moved` otherwise; `repeated` when the request's key is recorded already.
   */
  append(
    id: SealId,
    entry: SealEntry,
    addition?: SealAddition,
  ): Promise<'appended' | 'moved' | 'repeated'>;
}
