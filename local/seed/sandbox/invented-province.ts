import { createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { addYears, civilDateOf, endSeconds } from '../../../shared/domain/civil-date.ts';
import { toIdentifier } from '../../../shared/domain/identifier.ts';
import type { LicenceId, Moment } from '../../../shared/domain/ids.ts';
import {
  assembleCredential,
  type CredentialContent,
  makeCredentialDraft,
} from '../../../shared/formats/credential-draft.ts';
import {
  departmentSheetType,
  toDepartmentSheetPayload,
} from '../../../shared/formats/department-sheet.ts';
import { statusListType, toStatusListPayload } from '../../../shared/formats/status-list.ts';
import { toTrustListPayload, trustListType } from '../../../shared/formats/trust-list.ts';
import { type InventedSigner, makeInventedSigner, signJws, signRaw } from './invented-signer.ts';

/** A province that exists nowhere, with one licence: what it leaves behind, its keys forgotten. */
export interface InventedProvince {
  readonly code: string;
  readonly name: string;
  readonly url: string;
  /** DER, base64. */
  readonly root: string;
  readonly credential: string;
  /** Below the province's address. */
  readonly files: Readonly<Record<string, string>>;
}

/** Who is invented, and when it last published anything. */
export interface InventedProvinceDraft {
  readonly code: string;
  readonly name: string;
  readonly url: string;
  readonly department: { readonly code: string; readonly name: string; readonly division: string };
  readonly type: string;
  readonly publishedAt: Moment;
}

const daySeconds = 86_400;
const digestOf = (data: Uint8Array | string) =>
  createHash('sha256').update(data).digest('base64url');
const random = (lengthBytes: number) => new Uint8Array(randomBytes(lengthBytes));

/** Makes keys, certificates, one licence, and the lists as they stood when they were published last. */
export async function makeInventedProvince(
  draft: InventedProvinceDraft,
): Promise<InventedProvince> {
  const { code, name, url, publishedAt } = draft;
  const seconds = Math.floor(publishedAt / 1000);
  const common = { province: name, notBefore: seconds - 30 * daySeconds };
  const make = (profile: InventedProfile, commonName: string, issuer?: InventedSigner) =>
    makeInventedSigner({ ...common, profile, commonName, ...(issuer ? { issuer } : {}) });
  const root = await make('root', '根（示例）');
  const sealingCa = await make('sealing-ca', '印章签发（示例）', root);
  const seal = await makeInventedSigner({
    ...{ ...common, profile: 'seal', issuer: sealingCa },
    ...{ commonName: '证照专用章（示例）', department: draft.department },
  });
  const statusSigner = await make('status-signer', '状态签署（示例）', root);
  const listSigner = await make('list-signer', '列表签署（示例）', root);
  return {
    ...{ code, name, url },
    root: Buffer.from(root.certificate).toString('base64'),
    credential: makeCredential(draft, seal),
    files: makeFiles(draft, { sealingCa, seal, statusSigner, listSigner }),
  };
}

type InventedProfile = 'root' | 'sealing-ca' | 'status-signer' | 'list-signer';
type Signers = Readonly<
  Record<'sealingCa' | 'seal' | 'statusSigner' | 'listSigner', InventedSigner>
>;

const listName = 'status-lists/sandbox-000001';

function makeCredential(draft: InventedProvinceDraft, seal: InventedSigner): string {
  const content = toContent(draft, seal);
  const made = makeCredentialDraft(content, { random, digest: digestOf });
  return assembleCredential(made.signingInput, signRaw(seal, made.signingInput), made.disclosures);
}

function toContent(draft: InventedProvinceDraft, seal: InventedSigner): CredentialContent {
  const { url, type, department, publishedAt } = draft;
  const issued = civilDateOf(publishedAt);
  const validUntil = addYears(issued, 3);
  const seconds = Math.floor(publishedAt / 1000);
  const holder = '省外货运有限公司（示例）';
  return {
    issuer: url,
    vct: `${url}/licence-types/${type}`,
    ...{ issuedAtSeconds: seconds, notBeforeSeconds: seconds },
    expiresAtSeconds: endSeconds(validUntil),
    identifier: toIdentifier(`${type}.${department.code}.7Q2Z0K9V4M1X8C3B6N5L` as LicenceId, 1),
    licenceType: type,
    department: { code: department.code, name: department.name },
    status: { uri: `${url}/${listName}`, index: 4711 },
    ...{ issued, validFrom: issued, validUntil },
    holders: [{ name: holder, codeType: '001', code: '91210302MA9GX0016R' }],
    number: { value: `${department.division}000001`, isPersonal: false },
    plain: { KZ_YHMC: holder },
    disclosed: [{ name: 'KZ_JYFW', value: ['道路普通货物运输'] }],
    x5c: seal.x5c,
  };
}

/** Lists that were good for a while when they were published, and a trust list that still is. */
function makeFiles(draft: InventedProvinceDraft, signers: Signers): Record<string, string> {
  const { code, name, url, department, publishedAt } = draft;
  const seconds = Math.floor(publishedAt / 1000);
  const sheet = makeSheet(draft, signers);
  const trustList = toTrustListPayload({
    ...{ provinceUrl: url, number: 1, province: { code, name } },
    ...{ issuedAt: seconds, nextUpdate: seconds + 3600, provinces: [], agreements: [] },
    sealingCas: [signers.sealingCa.certificate],
    statusSigners: [digestOf(signers.statusSigner.certificate)],
    listSigners: [digestOf(signers.listSigner.certificate)],
    endpoints: {
      statusLists: `${url}/status-lists`,
      sheets: `${url}/departments`,
      verification: `${url}/v1/verifications`,
    },
    sheets: [{ code: department.code, sheet: digestOf(sheet) }],
  });
  const longLived = { ...trustList, next_update: seconds + 3000 * daySeconds };
  const statusList = toStatusListPayload({
    ...{ issuer: url, address: `${url}/${listName}`, issuedAt: seconds, entries: [] },
    deflate: (bytes) => deflateSync(bytes),
  });
  return {
    'trust-list': signJws(signers.listSigner, trustListType, {
      ...longLived,
      exp: seconds + 3000 * daySeconds,
    }),
    [`departments/${department.code}/sheets/${digestOf(sheet)}`]: sheet,
    [listName]: signJws(signers.statusSigner, statusListType, statusList),
  };
}

function makeSheet(
  { url, department, type, publishedAt }: InventedProvinceDraft,
  { seal, listSigner }: Signers,
): string {
  const seconds = Math.floor(publishedAt / 1000);
  const from = seconds - 20 * daySeconds;
  const { certificate } = seal;
  const payload = toDepartmentSheetPayload({
    ...{ provinceUrl: url, number: 1, issuedAt: seconds, department },
    seals: [
      {
        ...{ id: 'seal-1', certificate: digestOf(certificate), der: certificate },
        states: [{ state: 'enabled', from }],
      },
    ],
    mayIssue: [{ type, from }],
  });
  return signJws(listSigner, departmentSheetType, payload);
}
