import type { Client } from '../domain/client.ts';
import type { Department, Entitlement } from '../domain/department.ts';
import type { ClientId, DepartmentCode, LicenceTypeCode } from '../domain/ids.ts';
import type { LicenceType } from '../domain/licence-type.ts';

/** The province's own certificates, DER, base64: public material. */
export interface ProvinceCertificates {
  readonly root: string;
  readonly sealingCa: string;
  readonly statusSigner: string;
  readonly listSigner: string;
}

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
  findClient(id: ClientId): Promise<Client | undefined>;
  listDepartments(): Promise<readonly Department[]>;
  findCertificates(): Promise<ProvinceCertificates | undefined>;
}

/** Writing the directory: the governing zone only. Each call is durable once it resolves and may be repeated. */
export interface DirectoryWriter {
  putDepartment(department: Department): Promise<void>;
  /** A version once written never changes: repeating it with other content is a Problem `state-conflict`. */
  putLicenceType(type: LicenceType): Promise<void>;
  putEntitlement(entitlement: Entitlement): Promise<void>;
  putClient(client: Client): Promise<void>;
  putCertificates(certificates: ProvinceCertificates): Promise<void>;
}
