import { createHash, randomBytes } from 'node:crypto';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toIdentifier } from '../../shared/domain/identifier.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { readBase64url, toBase64url } from '../../shared/formats/base64url.ts';
import {
  assembleCredential,
  type CredentialContent,
  makeCredentialDraft,
} from '../../shared/formats/credential-draft.ts';
import { toCompact, toSigningInput } from '../../shared/formats/jws.ts';
import type { StatusEntry } from '../../shared/formats/status-list.ts';
import { isJsonObject, type JsonObject, readStrictJson } from '../../shared/formats/strict-json.ts';
import { type Asking, makeVerifier, type Presentation } from '../../shared/verify/make-verifier.ts';
import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import type {
  PublicFile,
  ShelfRequest,
  VerifierShelf,
} from '../../shared/verify/verifier-shelf.ts';
import { digestOf } from './digest-of.ts';
import {
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
  type SampleSigner,
  sampleSeconds,
  signRaw,
} from './province-pki.ts';

/** Where the sample licence stands in its status list. */
export const sampleIndex = 4711;
const daySeconds = 24 * 60 * 60;

/** What is unlike the usual licence; claims are laid over the payload as it is signed. */
export interface LicenceChanges {
  readonly content?: Partial<CredentialContent>;
  readonly claims?: JsonObject;
  readonly signer?: SampleSigner;
}

/** A food-business permit 食品经营许可证（示例）, issued an hour ago. */
export function makeSampleCredential(
  province: SampleProvince,
  changes: LicenceChanges = {},
): string {
  const signer = changes.signer ?? province.seal;
  const draft = makeCredentialDraft(
    { ...toContent(province, signer), ...changes.content },
    {
      random: (lengthBytes) => new Uint8Array(randomBytes(lengthBytes)),
      digest: digestOf,
    },
  );
  const signingInput = withClaims(draft.signingInput, changes.claims ?? {});
  return assembleCredential(signingInput, signRaw(signer, signingInput), draft.disclosures);
}

function toContent(province: SampleProvince, signer: SampleSigner): CredentialContent {
  const { url, type, department } = province;
  return {
    issuer: url,
    vct: `${url}/licence-types/${type}`,
    issuedAtSeconds: sampleSeconds - 3600,
    notBeforeSeconds: sampleSeconds - 3600,
    expiresAtSeconds: sampleSeconds + 365 * daySeconds,
    identifier: toIdentifier(`${type}.${department.code}.7Q2Z0K9V4M1X8C3B6N5L` as LicenceId, 1),
    licenceType: type,
    department: { code: department.code, name: department.name },
    status: { uri: province.statusListUrl, index: sampleIndex },
    issued: '2026-11-22',
    validFrom: '2026-11-22',
    validUntil: '2027-11-21',
    holders: [{ name: '沈阳某餐饮有限公司（示例）', codeType: '001', code: '91210100MA0XXXXX0X' }],
    number: { value: 'JY22101000000018', isPersonal: false },
    plain: { KZ_ZTYT: '餐饮服务经营者' },
    disclosed: [
      { name: 'KZ_FDDBR', value: '张某某（示例）' },
      { name: 'KZ_JYXM', value: ['热食类食品制售', '冷食类食品制售'] },
    ],
    x5c: signer.x5c,
  };
}

/** The signing input again, with claims laid over the payload. */
function withClaims(signingInput: string, claims: JsonObject): string {
  const [header, payload = ''] = signingInput.split('.');
  const signed = readStrictJson(readBase64url(payload), { maxBytes: 1_000_000 });
  if (!isJsonObject(signed)) throw new Error('not a payload');
  const changed = new TextEncoder().encode(JSON.stringify({ ...signed, ...claims }));
  return `${header}.${toBase64url(changed)}`;
}

/** A key binding over a presentation, signed by the holder's key. */
export function bindToHolder(
  presentation: string,
  holder: Pick<SampleSigner, 'privateKey'>,
  claims: JsonObject = {},
): string {
  const sdHash = createHash('sha256').update(presentation).digest('base64url');
  const signingInput = toSigningInput(
    { typ: 'kb+jwt' },
    {
      iat: sampleSeconds - 5,
      aud: 'https://counter.example',
      nonce: 'n-1',
      sd_hash: sdHash,
      ...claims,
    },
  );
  return `${presentation}${toCompact(signingInput, signRaw(holder, signingInput))}`;
}

/** A shelf in memory: what is not on it cannot be reached; a sheet answers whatever digest it is asked for by. Counts what it was asked for. */
export class SampleShelf implements VerifierShelf {
  readonly files = new Map<string, PublicFile>();
  readonly asked: string[] = [];
  /** Where else it was asked for: at the own province's mirror. */
  readonly mirrors: string[] = [];
  /** How old the last look at an address might have been, as it was asked for last. */
  readonly ages = new Map<string, number | undefined>();
  readonly #past = new Map<string, { readonly seconds: number; readonly file: PublicFile }[]>();

  put(address: string, text: string | Uint8Array): void {
    const body = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    this.files.set(address, { body });
  }

  /** What stood from a second on, for whoever asks about the past. */
  putPast(address: string, seconds: number, text: string): void {
    const body = new TextEncoder().encode(text);
    this.#past.set(address, [...(this.#past.get(address) ?? []), { seconds, file: { body } }]);
  }

  find({
    address,
    atSeconds,
    mirror,
    maxAgeSeconds,
  }: Pick<ShelfRequest, 'address'> & Partial<ShelfRequest>): PublicFile | undefined {
    this.asked.push(address);
    this.ages.set(address, maxAgeSeconds);
    if (mirror !== undefined) this.mirrors.push(mirror);
    if (atSeconds !== undefined) {
      const kept = this.#past.get(address) ?? [];
      return kept.findLast(({ seconds }) => seconds <= atSeconds)?.file;
    }
    return this.files.get(address) ?? this.files.get(address.replace(/\?digest=[\w-]{43}$/, ''));
  }
}

/** The files of a province, by address. */
export interface ProvinceFiles {
  readonly sheet?: string;
  readonly trustList?: string;
  readonly statusList?: string;
}

/** Puts a province's files on a shelf; those not given are the usual ones. */
export function putProvince(
  shelf: SampleShelf,
  province: SampleProvince,
  given: ProvinceFiles = {},
): void {
  const sheet = given.sheet ?? makeSheetFile(province);
  shelf.put(`${province.url}/departments/${province.department.code}/sheet`, sheet);
  shelf.put(`${province.url}/trust-list`, given.trustList ?? makeTrustListFile(province, sheet));
  shelf.put(province.statusListUrl, given.statusList ?? makeStatusListFile(province));
}

/** A verifier at a counter, with a shelf and a clock that a test may move. */
export interface SampleVerifier {
  readonly shelf: SampleShelf;
  /** In seconds. */
  readonly clock: { seconds: number };
  verify(credential: string, asked?: Asking): Promise<Verification>;
  /** The same in any form. */
  present(presented: Presentation, asked?: Asking): Promise<Verification>;
}

/** A verifier of a province whose files are on its shelf. */
export function makeSampleVerifier(
  province: SampleProvince,
  options: { readonly files?: ProvinceFiles; readonly anchors?: readonly TrustAnchor[] } = {},
): SampleVerifier {
  const shelf = new SampleShelf();
  putProvince(shelf, province, options.files);
  const clock = { seconds: sampleSeconds };
  const own = { certificate: province.root.certificate, provinceUrl: province.url };
  const verifier = makeVerifier({
    primitives: makeNodePrimitives(),
    shelf,
    anchors: options.anchors ?? [own],
    ownProvinceUrl: province.url,
    clock: { now: () => clock.seconds * 1000 },
  });
  return {
    shelf,
    clock,
    verify: (credential, asked = {}) => verifier.verify({ ...asked, credential }),
    present: (presented, asked = {}) => verifier.verify({ ...asked, ...presented }),
  };
}

/** A status list with one status for the sample licence. */
export function withStatus(status: number): readonly StatusEntry[] {
  return [{ index: sampleIndex, status }];
}
