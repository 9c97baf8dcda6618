import { hash } from 'node:crypto';
import type { AskedLicenceSearch } from '../../../shared/api/licence-searches.ts';
import type { ListedLicencesAnswer } from '../../../shared/api/licences.ts';
import { toHolderText } from '../../../shared/domain/holder-code.ts';
import type { DepartmentCode, HolderDigest, LicenceTypeCode } from '../../../shared/domain/ids.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { FoundLicences, OwnLicencesQuery } from '../../../shared/ports/found-licences.ts';
import type { HolderLicencesPage } from '../../../shared/ports/holder-licences.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { toListedAnswer } from '../licence-answer.ts';
import { isIssued } from '../own-licence.ts';

export interface SearchLicencesPorts {
  /** By the key of holders' codes and personal numbers. */
  readonly digests: KeyedDigests;
  readonly directory: Pick<Directory, 'listEntitlements'>;
  readonly licences: FoundLicences;
}

/** Finds a department's own licences of the types that the caller may read: by number, or of a holder. */
export type SearchLicences = (
  asked: AskedLicenceSearch,
  department: DepartmentCode,
  isReadable?: (type: LicenceTypeCode) => boolean,
) => Promise<ListedLicencesAnswer>;

const pageSize = 100;
/** So many pages are looked through in one request for something in force. */
const mostPagesRead = 5;

/** What the department ever issued of, or the one type that is asked for. */
async function findTypes(
  { directory }: SearchLicencesPorts,
  type: LicenceTypeCode | undefined,
  department: DepartmentCode,
): Promise<readonly LicenceTypeCode[]> {
  if (type !== undefined) return [type];
  const granted = await directory.listEntitlements(department);
  return [...new Set(granted.map((one) => one.type))];
}

/** Whose licences are looked through, and of which types. */
type Searched = Pick<OwnLicencesQuery, 'department' | 'types'>;

/** A number is unique in its type and department. Whether it is personal is not known: it is looked for in both ways. */
async function findByNumber(
  { digests, licences }: SearchLicencesPorts,
  number: string,
  { department, types }: Searched,
): Promise<HolderLicencesPage> {
  const mac = await digests.digest('number', number);
  const plain = hash('sha256', number, 'base64url');
  const keys = types.flatMap((type) =>
    [plain, mac].map((numberDigest) => ({ type, department, numberDigest })),
  );
  return { heads: await licences.findByNumber(keys) };
}

/** The first page with something in force on it, or the last that one request reads. */
async function findByHolder(
  { digests, licences }: SearchLicencesPorts,
  { holder, after: first }: Required<Pick<AskedLicenceSearch, 'holder'>> & AskedLicenceSearch,
  searched: Searched,
): Promise<HolderLicencesPage> {
  const digest = (await digests.digest('holder', toHolderText(holder))) as HolderDigest;
  let after = first;
  for (let pages = 1; ; pages += 1) {
    const position = after === undefined ? {} : { after };
    const query = { ...searched, holder: digest, limit: pageSize, ...position };
    const page = await licences.listByHolder(query);
    if (page.end === undefined || page.heads.some(isIssued) || pages === mostPagesRead) return page;
    after = page.end;
  }
}

/**
 * Searches by the register's own indexes: number and holder's code are turned into the digests that
 * issuing wrote, so that neither stands in a key, an address or a line of the log.
 */
export function makeSearchLicences(ports: SearchLicencesPorts): SearchLicences {
  return async (asked, department, isReadable = () => true) => {
    const { number, holder, type } = asked;
    const types = (await findTypes(ports, type, department)).filter(isReadable);
    const searched = { department, types };
    const { heads, end } =
      holder === undefined
        ? await findByNumber(ports, number ?? '', searched)
        : await findByHolder(ports, { ...asked, holder }, searched);
    const licences = heads.filter(isIssued).map(toListedAnswer);
    return { licences, ...(end === undefined ? {} : { next: end }) };
  };
}
