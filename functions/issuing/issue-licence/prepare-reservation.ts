import { hash } from 'node:crypto';
import { endSeconds, startSeconds } from '../../../shared/domain/civil-date.ts';
import { toHolderText } from '../../../shared/domain/holder-code.ts';
import { toIdentifier, toLicenceId } from '../../../shared/domain/identifier.ts';
import type { ClientId, LicenceIdentifier } from '../../../shared/domain/ids.ts';
import { isPersonalNumber, toNumber } from '../../../shared/domain/licence-number.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import { serialBytes, toSerial } from '../../../shared/domain/serial.ts';
import {
  type CredentialContent,
  makeCredentialDraft,
} from '../../../shared/formats/credential-draft.ts';
import { makePrintedCodeDraft } from '../../../shared/formats/printed-code-draft.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { NumberSequences, StatusPlace, StatusPlaces } from '../../../shared/ports/leases.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { PriorVersion, Reservation, SigningRecord } from '../../../shared/ports/register.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import type { VersionBase } from '../version-base.ts';
import type { CheckedApplication } from './check-application.ts';
import { makeFindSealChain, type SealChain } from './find-seal-chain.ts';
import { toPrintedContent } from './to-printed-content.ts';

/** What preparing a reservation needs. */
export interface PrepareReservationPorts {
  /** The province's address, `iss` of its credentials. */
  readonly provinceUrl: string;
  readonly directory: Directory;
  readonly places: StatusPlaces;
  readonly sequences: NumberSequences;
  readonly digests: KeyedDigests;
  readonly random: RandomBytes;
}

const digestOf = (data: Uint8Array | string) => hash('sha256', data, 'base64url');

/** Six times as fast as `toBase64url`, which has to do without Node. */
const encode = (source: Uint8Array | string) =>
  (typeof source === 'string'
    ? Buffer.from(source, 'utf8')
    : Buffer.from(source.buffer, source.byteOffset, source.length)
  ).toString('base64url');

interface LicenceNumber {
  readonly value: string;
  readonly isPersonal: boolean;
  /** Stands for it in keys; one that is personal only as a MAC, because a hash can be reversed. */
  readonly digest: string;
}

async function takeNumber(
  { sequences, digests }: PrepareReservationPorts,
  checked: CheckedApplication,
  base: VersionBase | undefined,
): Promise<LicenceNumber> {
  const { type, holders, items, department, sequenceScope } = checked;
  if (base !== undefined && checked.givenNumber === undefined) {
    // a number that was made by a pattern stays the same through all versions
    const { number: value, numberDigest } = base.before;
    const isPersonal = isPersonalNumber(type.number, value, holders);
    return { value, isPersonal, digest: numberDigest };
  }
  const sequence = sequenceScope === undefined ? undefined : await sequences.next(sequenceScope);
  const source = { division: department.division, items, holders };
  const value =
    checked.givenNumber !== undefined || type.number.rule === 'given'
      ? (checked.givenNumber ?? '')
      : toNumber(type.number, source, sequence);
  const isPersonal = isPersonalNumber(type.number, value, holders);
  const digest = isPersonal ? await digests.digest('number', value) : digestOf(value);
  return { value, isPersonal, digest };
}

/** The items that a type tells always, and those that a holder may keep back. */
function splitItems({
  type,
  items,
}: CheckedApplication): Pick<CredentialContent, 'plain' | 'disclosed'> {
  const present = type.items.flatMap(({ code, disclosure }) => {
    const value = items[code];
    return value === undefined ? [] : [{ name: code, value, disclosure }];
  });
  const plain: Record<string, JsonValue> = {};
  for (const one of present) if (one.disclosure === 'always') plain[one.name] = one.value;
  const disclosed = present
    .filter((one) => one.disclosure === 'selective')
    .map(({ name, value }) => ({ name, value }));
  return { plain, disclosed };
}

interface Parts extends SealChain {
  readonly number: LicenceNumber;
  readonly place: StatusPlace;
  readonly identifier: LicenceIdentifier;
}

function toContent(
  { provinceUrl }: PrepareReservationPorts,
  checked: CheckedApplication,
  { number, place, identifier, x5c }: Parts,
): CredentialContent {
  const { type, department, holders, issued, validFrom, validUntil } = checked;
  return {
    issuer: provinceUrl,
    vct: `${provinceUrl}/licence-types/${type.code}`,
    issuedAtSeconds: toSeconds(checked.at),
    notBeforeSeconds: startSeconds(validFrom),
    identifier,
    licenceType: type.code,
    department: { code: department.code, name: department.name },
    status: {
      uri: `${provinceUrl}/status-lists/${place.statusList}`,
      index: place.statusIndex,
    },
    issued,
    validFrom,
    holders,
    number,
    x5c,
    ...(validUntil === undefined ? {} : { validUntil, expiresAtSeconds: endSeconds(validUntil) }),
    ...splitItems(checked),
  };
}

/** The exact bytes of both forms, with the digests that go to the seal's key. */
function toSigningRecord(
  ports: PrepareReservationPorts,
  checked: CheckedApplication,
  parts: Parts,
): SigningRecord {
  const content = toContent(ports, checked, parts);
  const draft = makeCredentialDraft(content, { random: ports.random, digest: digestOf, encode });
  const { provinceUrl } = ports;
  const printed = makePrintedCodeDraft(toPrintedContent(checked, { ...parts, provinceUrl }));
  return {
    ...draft,
    digest: digestOf(draft.signingInput),
    printed: { signingInput: encode(printed), digest: digestOf(printed) },
  };
}

/** A new licence: its first version. */
const toFirstVersion = (
  { random }: PrepareReservationPorts,
  { type, department }: CheckedApplication,
) => ({
  licenceId: toLicenceId(type.code, department.code, toSerial(random(serialBytes))),
  version: 1,
});

const toNextVersion = ({ licenceId, prior }: VersionBase) => ({
  licenceId,
  version: prior.version + 1,
});

function toPrior(
  { prior, before }: VersionBase,
  number: LicenceNumber,
  holderDigests: readonly string[],
): PriorVersion {
  return {
    ...prior,
    takesNumber: number.digest !== before.numberDigest,
    leavingHolders: before.holderDigests.filter((one) => !holderDigests.includes(one)),
  };
}

/** What stands on the face, and who issues it. */
const toFace = (checked: CheckedApplication, number: LicenceNumber) => ({
  type: checked.type.code,
  department: checked.department.code,
  seal: checked.seal.id,
  holders: checked.holders,
  items: checked.items,
  number: number.value,
  issued: checked.issued,
  validFrom: checked.validFrom,
  ...(checked.validUntil === undefined ? {} : { validUntil: checked.validUntil }),
  ...(checked.converted ? { converted: true as const } : {}),
});

/**
 * Turns a checked application into what will be reserved: a new licence id or the next version of one, a number, a place in a
 * status list, and the exact bytes that the seal's key will sign, for the credential and for the printed code. Each call takes new ones.
 */
export function makePrepareReservation(ports: PrepareReservationPorts) {
  const findChain = makeFindSealChain(ports.directory);
  return async (
    checked: CheckedApplication,
    by: ClientId,
    base?: VersionBase,
  ): Promise<Reservation> => {
    const { licenceId, version } = base ? toNextVersion(base) : toFirstVersion(ports, checked);
    const identifier = toIdentifier(licenceId, version);
    const [chain, number, holderDigests, place] = await Promise.all([
      findChain(checked),
      takeNumber(ports, checked, base),
      Promise.all(checked.holders.map((one) => ports.digests.digest('holder', toHolderText(one)))),
      ports.places.take(),
    ]);
    const signing = toSigningRecord(ports, checked, { number, place, identifier, ...chain });
    return {
      licenceId,
      identifier,
      version,
      typeVersion: checked.type.version,
      numberDigest: number.digest,
      holderDigests,
      at: checked.at,
      by,
      ...toFace(checked, number),
      ...place,
      ...signing,
      ...(base === undefined ? {} : { prior: toPrior(base, number, holderDigests) }),
    };
  };
}
