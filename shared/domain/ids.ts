declare const brand: unique symbol;

/** A string that only its reader (or a test builder) may make. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Licence type code 证照类型代码, 21 characters: definer's social credit code (18) + 3. */
export type LicenceTypeCode = Branded<string, 'LicenceTypeCode'>;
/** A department's unified social credit code 统一社会信用代码, 18 characters (GB 32100). */
export type DepartmentCode = Branded<string, 'DepartmentCode'>;
/** `type.issuer.serial`: the same through all versions of a licence. */
export type LicenceId = Branded<string, 'LicenceId'>;
/** 证照标识 of one version, with root, version and check character (GB/T 36904). */
export type LicenceIdentifier = Branded<string, 'LicenceIdentifier'>;
/** A seal's identifier, `seal-` + 26 characters. */
export type SealId = Branded<string, 'SealId'>;
/** A registered client's identifier, `[a-z0-9-]{3,64}`. */
export type ClientId = Branded<string, 'ClientId'>;
/** A status list's identifier, `<region>-<ordinal, 6 digits>`; its address is `<province url>/status-lists/<id>`. */
export type StatusListId = Branded<string, 'StatusListId'>;
/** A civil date in Asia/Shanghai, `YYYY-MM-DD`, that exists in the calendar. */
export type CivilDate = Branded<string, 'CivilDate'>;
/** What stands for a holder in keys: HMAC of code type and code, base64url. */
export type HolderDigest = Branded<string, 'HolderDigest'>;
/** A moment in milliseconds since 1970-01-01T00:00:00Z. */
export type Moment = Branded<number, 'Moment'>;
