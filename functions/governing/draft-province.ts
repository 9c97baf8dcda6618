import type { Moment } from '../../shared/domain/ids.ts';
import { readRfc3339, toSeconds } from '../../shared/domain/moment.ts';
import {
  gather,
  invalid,
  readArray,
  readEach,
  readObject,
  readString,
  readText,
} from '../../shared/domain/reading.ts';
import {
  findClash,
  maxProvinceAnchors,
  type ProvinceAnchor,
  type ProvinceCode,
  type RecognisedProvince,
  readProvinceCode,
  readProvinceUrl,
} from '../../shared/domain/recognised-province.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import { organisationOf, readCertificate } from '../../shared/formats/certificate.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Draft, DraftingPorts } from './drafting.ts';
import { readAnchor } from './read-anchor.ts';

const maxNameLength = 64;

/** @throws Problem `not-found` for one that is not recognised */
async function findRecognised(
  { directory }: DraftingPorts,
  code: string,
): Promise<RecognisedProvince> {
  const province = await directory.findProvince(code as ProvinceCode);
  if (province?.state !== 'recognised') throw new Problem('not-found');
  return province;
}

function readAnchors(given: unknown, provinceName: string, now: Moment) {
  const list = readArray(given, '/anchors', { min: 1, max: maxProvinceAnchors });
  return readEach(list, '/anchors', (one, pointer) => {
    const source = readObject(one, pointer, ['certificate']);
    const question = { provinceName, nowSeconds: toSeconds(now) };
    return readAnchor(source['certificate'], `${pointer}/certificate`, question);
  });
}

/**
 * Nobody is recognised who could be taken for us or for somebody else.
 * @throws Problem `request-invalid` at `/name` or `/url`: `duplicate`
 */
export async function refuseClash(
  { directory }: { readonly directory: Pick<Directory, 'findCertificates' | 'listProvinces'> },
  province: RecognisedProvince,
): Promise<void> {
  const certificates = await directory.findCertificates();
  const own = certificates && readCertificate(readBase64(certificates.root));
  if (own && organisationOf(own).province === province.name) throw invalid('/name', 'duplicate');
  const clash = findClash(province, await directory.listProvinces());
  if (clash) throw invalid(`/${clash}`, 'duplicate');
}

/**
 * Another province with its roots. Whoever proposes has compared their fingerprints by another way, and
 * whoever confirms does so again.
 * @throws Problem `request-invalid`, `state-conflict` for one that is recognised already
 */
export function draftProvinceAddition(given: unknown): Draft {
  return async (ports) => {
    const source = readObject(given, '', ['code', 'name', 'url', 'anchors']);
    const now = ports.clock.now();
    const name = readText(source['name'], '/name', maxNameLength);
    const after = gather<RecognisedProvince>({
      code: () => readProvinceCode(source['code'], '/code'),
      name: () => name,
      url: () => readProvinceUrl(source['url'], '/url'),
      anchors: () => readAnchors(source['anchors'], name, now),
      state: () => 'recognised',
    });
    const before = await ports.directory.findProvince(after.code);
    if (before?.state === 'recognised') {
      throw new Problem('state-conflict', { reason: 'province-exists' });
    }
    await refuseClash(ports, after);
    const change = { kind: 'province', act: 'add-province', after } as const;
    return before === undefined ? change : { ...change, before };
  };
}

/**
 * A further root of a province, so that it can roll over: both hold until the old one is retired.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict`
 */
export function draftAnchorAddition(code: string, given: unknown): Draft {
  return async (ports) => {
    const source = readObject(given, '', ['certificate']);
    const before = await findRecognised(ports, code);
    const question = { provinceName: before.name, nowSeconds: toSeconds(ports.clock.now()) };
    const anchor = readAnchor(source['certificate'], '/certificate', question);
    if (before.anchors.some((one) => one.fingerprint === anchor.fingerprint)) {
      throw invalid('/certificate', 'duplicate');
    }
    if (before.anchors.length >= maxProvinceAnchors) {
      throw new Problem('state-conflict', { reason: 'too-many' });
    }
    const after = { ...before, anchors: [...before.anchors, anchor] };
    return { kind: 'province', act: 'add-anchor', before, after };
  };
}

/**
 * Retires a root: what is signed before the moment stays good under it. Without a moment, at the
 * confirmation. A root whose key is in other hands is not retired: the province is removed and added anew.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict` for the last one
 */
export function draftAnchorRetirement(code: string, given: unknown): Draft {
  return async (ports) => {
    const source = readObject(given, '', ['fingerprint', 'until']);
    const fingerprint = readString(source['fingerprint'], '/fingerprint');
    const until: ProvinceAnchor['until'] & {} =
      source['until'] === undefined ? 'on-confirmation' : readRfc3339(source['until'], '/until');
    const before = await findRecognised(ports, code);
    const isMeant = (one: ProvinceAnchor) =>
      one.fingerprint === fingerprint && one.until === undefined;
    if (!before.anchors.some(isMeant)) throw new Problem('not-found', { reason: 'anchor' });
    if (before.anchors.every((one) => one.until !== undefined || isMeant(one))) {
      throw new Problem('state-conflict', { reason: 'last-anchor' });
    }
    const anchors = before.anchors.map((one) => (isMeant(one) ? { ...one, until } : one));
    return { kind: 'province', act: 'retire-anchor', before, after: { ...before, anchors } };
  };
}

/**
 * Nothing of that province is recognised any more, whenever it was signed, as soon as it is confirmed.
 * @throws Problem `not-found`
 */
export function draftProvinceRemoval(code: string, given: unknown): Draft {
  return async (ports) => {
    readObject(given, '', []);
    const before = await findRecognised(ports, code);
    const after = { ...before, state: 'removed' } as const;
    return { kind: 'province', act: 'remove-province', before, after };
  };
}
