import type { PageQuery } from '../../../shared/api/page-size.ts';
import type { LicenceTypeCode } from '../../../shared/domain/ids.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { readLicenceTypeCode } from '../../../shared/domain/licence-type-code.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { type ProvinceCode, readProvinceCode } from '../../../shared/domain/recognised-province.ts';
import { readDepartmentCode } from '../../../shared/domain/social-credit-code.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import { toTypeMetadata } from '../../../shared/formats/type-metadata.ts';
import type { Directory, DirectoryListing } from '../../../shared/ports/directory.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  toAgreementAnswer,
  toDepartmentAnswer,
  toDutyAnswer,
  toEntitlementAnswer,
  toProvinceAnswer,
  toTypeAnswer,
} from '../directory-answer.ts';
import { findNamedDepartment } from '../draft-department.ts';

export interface ShowDirectoryPorts {
  readonly directory: Pick<
    Directory,
    | 'findDepartment'
    | 'findLicenceType'
    | 'listEntitlements'
    | 'listDuties'
    | 'findProvince'
    | 'listProvinces'
    | 'findAgreement'
    | 'listAgreements'
  >;
  readonly listing: DirectoryListing;
  readonly provinceUrl: string;
}

/** What anybody may see: departments with what they may issue, licence types, other provinces and what is agreed with them. */
export interface ShowDirectory {
  listDepartments(query: PageQuery): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showDepartment(code: string): Promise<JsonObject>;
  listLicenceTypes(query: PageQuery): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showLicenceType(code: string): Promise<JsonObject>;
  /** What `vct` points to. @throws Problem `not-found` */
  showTypeMetadata(code: string): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showLicenceTypeVersion(code: string, version: string): Promise<JsonObject>;
  listProvinces(): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showProvince(code: string): Promise<JsonObject>;
  listAgreements(): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showAgreement(id: string): Promise<JsonObject>;
}

/** A code is its own position in a listing. @throws Problem `request-invalid` at `/cursor` */
function toPage({ limit, cursor }: PageQuery, read: (code: string) => string) {
  if (cursor === undefined) return { limit };
  try {
    return { limit, after: read(cursor) };
  } catch {
    throw invalid('/cursor', 'cursor');
  }
}

/** @throws Problem `not-found` for a code that no type can have */
function readNamedType(code: string): LicenceTypeCode {
  try {
    return readLicenceTypeCode(code, '');
  } catch {
    throw new Problem('not-found');
  }
}

async function findNamedType(
  directory: Pick<Directory, 'findLicenceType'>,
  code: string,
): Promise<LicenceType> {
  const type = await directory.findLicenceType(readNamedType(code));
  if (!type) throw new Problem('not-found');
  return type;
}

async function showLicenceType(
  { directory, listing }: ShowDirectoryPorts,
  given: string,
): Promise<JsonObject> {
  const type = await findNamedType(directory, given);
  const versions = await listing.listLicenceTypeVersions(type.code);
  return { licenceType: toTypeAnswer(type), versions: [...versions] };
}

async function showDepartment(ports: ShowDirectoryPorts, code: string): Promise<JsonObject> {
  const department = await findNamedDepartment(ports, code);
  const { directory } = ports;
  const entitlements = await directory.listEntitlements(department.code);
  const duties = await directory.listDuties(department.code);
  return {
    ...toDepartmentAnswer(department),
    entitlements: entitlements.map(toEntitlementAnswer) as JsonObject[],
    duties: duties.map(toDutyAnswer) as JsonObject[],
  };
}

async function showLicenceTypeVersion(
  { listing }: ShowDirectoryPorts,
  code: string,
  version: string,
): Promise<JsonObject> {
  const isVersion = /^[1-9][0-9]{0,2}$/.test(version);
  const type =
    isVersion && (await listing.findLicenceTypeVersion(readNamedType(code), Number(version)));
  if (!type) throw new Problem('not-found');
  return toTypeAnswer(type);
}

/** @throws Problem `not-found` for a code that no province can have */
function readNamedProvince(code: string): ProvinceCode {
  try {
    return readProvinceCode(code);
  } catch {
    throw new Problem('not-found');
  }
}

/** @throws Problem `not-found` */
function orNotFound<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Problem('not-found');
  return thing;
}

function makeShowRecognition({ directory }: ShowDirectoryPorts) {
  return {
    listProvinces: async () => ({
      provinces: (await directory.listProvinces()).map(toProvinceAnswer) as JsonObject[],
    }),
    showProvince: async (code: string) =>
      toProvinceAnswer(
        orNotFound(await directory.findProvince(readNamedProvince(code))),
      ) as JsonObject,
    listAgreements: async () => ({
      agreements: (await directory.listAgreements()).map(toAgreementAnswer) as JsonObject[],
    }),
    showAgreement: async (id: string) =>
      toAgreementAnswer(orNotFound(await directory.findAgreement(id))) as JsonObject,
  };
}

/** Shows the directory to anybody; it knows nothing of clients. */
export function makeShowDirectory(ports: ShowDirectoryPorts): ShowDirectory {
  const { listing } = ports;
  return {
    ...makeShowRecognition(ports),
    async listDepartments(query) {
      const page = toPage(query, (code) => readDepartmentCode(code, ''));
      const { found, ...next } = await listing.pageDepartments(page);
      return { departments: found.map(toDepartmentAnswer), ...next };
    },
    showDepartment: (code) => showDepartment(ports, code),
    async listLicenceTypes(query) {
      const page = toPage(query, (code) => readLicenceTypeCode(code, ''));
      const { found, ...next } = await listing.pageLicenceTypes(page);
      const licenceTypes = found.map(({ code, version, name }) => ({
        code,
        version,
        name: { ...name },
      }));
      return { licenceTypes, ...next };
    },
    showLicenceType: (code) => showLicenceType(ports, code),
    showTypeMetadata: async (code) =>
      toTypeMetadata(await findNamedType(ports.directory, code), ports.provinceUrl),
    showLicenceTypeVersion: (code, version) => showLicenceTypeVersion(ports, code, version),
  };
}
