import type { Agreement } from '../domain/agreement.ts';
import type { Client } from '../domain/client.ts';
import type { Department, Entitlement } from '../domain/department.ts';
import type { Duty, DutyKey } from '../domain/duty.ts';
import type { ClientId, DepartmentCode, LicenceTypeCode } from '../domain/ids.ts';
import type { LicenceType } from '../domain/licence-type.ts';
import type { ProvinceCertificates } from '../domain/province-certificates.ts';
import type { ProvinceCode, RecognisedProvince } from '../domain/recognised-province.ts';

export type { ProvinceCertificates } from '../domain/province-certificates.ts';

/**
 * The directory as the other zones read it: departments, licence types, who may issue what, clients.
 * Consistent reads. Trusted: whoever could write it could let anybody issue anything.
 */
export interface Directory {
  findDepartment(code: DepartmentCode): Promise<Department | undefined>;
  /** The latest version of the type's definition. */
  findLicenceType(code: LicenceTypeCode): Promise<LicenceType | undefined>;
  /** All intervals ever granted to the department. */
  listEntitlements(department: DepartmentCode): Promise<readonly Entitlement[]>;
  /** What the department may look up without a holder, for that type and item; also one that has ended. */
  findDuty(key: DutyKey): Promise<Duty | undefined>;
  /** All duties ever written down for the department, by type and item. */
  listDuties(department: DepartmentCode): Promise<readonly Duty[]>;
  findClient(id: ClientId): Promise<Client | undefined>;
  listDepartments(): Promise<readonly Department[]>;
  findCertificates(): Promise<ProvinceCertificates | undefined>;
  /** Another province, also a removed one. */
  findProvince(code: ProvinceCode): Promise<RecognisedProvince | undefined>;
  /** All that were ever recognised, by code. */
  listProvinces(): Promise<readonly RecognisedProvince[]>;
  findAgreement(id: string): Promise<Agreement | undefined>;
  /** All that were ever concluded, by id. */
  listAgreements(): Promise<readonly Agreement[]>;
}

/** Which part of a listing: behind this key, at most so many. */
export interface DirectoryPageQuery {
  readonly after?: string;
  readonly limit: number;
}

/** One page; without `next` nothing is left behind it. */
export interface DirectoryPage<Thing> {
  readonly found: readonly Thing[];
  /** Key of the last thing found. */
  readonly next?: string;
}

/** A licence type as lists have it: its latest version. */
export type ListedLicenceType = Pick<LicenceType, 'code' | 'version' | 'name'>;

/** The directory page by page, and all versions of a licence type. Consistent reads. Public material. */
export interface DirectoryListing {
  /** By department code. */
  pageDepartments(query: DirectoryPageQuery): Promise<DirectoryPage<Department>>;
  /** By type code. */
  pageLicenceTypes(query: DirectoryPageQuery): Promise<DirectoryPage<ListedLicenceType>>;
  findLicenceTypeVersion(code: LicenceTypeCode, version: number): Promise<LicenceType | undefined>;
  /** Numbers of all versions, rising. */
  listLicenceTypeVersions(code: LicenceTypeCode): Promise<readonly number[]>;
}

/**
 * Writing the directory without a proposal and without history: only where there is nobody yet who
 * could propose or confirm. Each call is durable once it resolves and may be repeated.
 */
export interface DirectoryWriter {
  putDepartment(department: Department): Promise<void>;
  /** A version once written never changes: repeating it with other content is a Problem `state-conflict`. */
  putLicenceType(type: LicenceType): Promise<void>;
  putEntitlement(entitlement: Entitlement): Promise<void>;
  putClient(client: Client): Promise<void>;
  putCertificates(certificates: ProvinceCertificates): Promise<void>;
}
