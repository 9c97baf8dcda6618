import type { DepartmentCode } from '../domain/ids.ts';

/** What is known of a department's published sheet. */
export interface SheetRecord {
  readonly department: DepartmentCode;
  /** SHA-256 of the sheet's compact bytes, unpadded base64url: its address and its entry in the trust list. */
  readonly digest: string;
  /** The sheet's number, from the version row of its path. */
  readonly number: number;
  /** SHA-256 of what the sheet says, without number and time: whether it has to be made again. */
  readonly contentDigest: string;
  /** Certificates of the department's enabled seals, DER, base64. */
  readonly enabledCertificates: readonly string[];
}

/**
 * Which sheet of each department is the published one; the trust list is made from these rows, never
 * from the shelf. Durable, consistent. Trusted: whoever could write it could put another sheet into
 * the trust list.
 */
export interface SheetRecords {
  list(): Promise<readonly SheetRecord[]>;
  find(department: DepartmentCode): Promise<SheetRecord | undefined>;
  /** False when a sheet of a higher number is already recorded: numbers never fall. Repeating it changes nothing. */
  record(sheet: SheetRecord): Promise<boolean>;
}
