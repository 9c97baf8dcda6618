import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { issueLicenceBody } from '../../shared/api/licences.ts';
import type { ClientId, Moment, SealId, StatusListId } from '../../shared/domain/ids.ts';
import type { Seal } from '../../shared/domain/seal.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import { makeSampleProvince, sampleSeconds } from '../build/province-pki.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { sampleSealImage } from '../build/sample-seal.ts';
import { sampleType } from '../build/sample-types.ts';
import { measureRatio } from './measure.ts';
import type { Figure } from './table.ts';

const now = (sampleSeconds * 1000) as Moment;
const seal = 'seal-00000000000000000000000000' as SealId;

/** The use case over ports that answer at once: what remains is our own work beside signature and store. */
async function makeBareIssuing() {
  const province = await makeSampleProvince();
  const department = sampleDepartment();
  const type = sampleType('foodPermit');
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const { code } = department;
  const enabled: Seal = {
    id: seal,
    department: code,
    name: '证照专用章（示例）',
    kind: 'licence-special',
    image: sampleSealImage,
    entries: [],
    state: 'enabled',
    making: {
      keyId: 'k',
      certificate: base64(province.seal.certificate),
      validFrom: 0 as Moment,
      validUntil: (now * 2) as Moment,
    },
  };
  const certificates = {
    root: base64(province.root.certificate),
    sealingCa: base64(province.sealingCa.certificate),
    statusSigner: base64(province.statusSigner.certificate),
    listSigner: base64(province.listSigner.certificate),
    receiptSigner: '',
    trailSigner: '',
  };
  const signature = new Uint8Array(randomBytes(64));
  const macs = Buffer.alloc(32, 7).toString('base64url');
  let places = 0;
  return makeIssueLicence({
    provinceUrl: province.url,
    clock: { now: () => now },
    random: systemRandom,
    log: { note() {}, alert() {} },
    validator: makeItemValidator(),
    directory: {
      findDepartment: async () => department,
      findLicenceType: async () => type,
      listEntitlements: async () => [{ department: code, type: type.code, from: 0 as Moment }],
      findDuty: async () => undefined,
      listDuties: async () => [],
      findClient: async () => undefined,
      listDepartments: async () => [department],
      findProvince: async () => undefined,
      listProvinces: async () => [],
      findAgreement: async () => undefined,
      listAgreements: async () => [],
      findCertificates: async () => certificates,
    },
    seals: { findHead: async () => enabled },
    keys: { sign: async () => signature },
    // part of the signature, and measured with it: docs/adr/0006
    signatures: { isMadeUnder: () => true },
    digests: { digest: async () => macs },
    places: {
      take: async () => ({
        statusList: 'north-000001' as StatusListId,
        statusIndex: places++ % 131072,
      }),
    },
    sequences: { next: async () => (places % 999_999) + 1 },
    records: { find: async () => undefined },
    reader: { findHead: async () => undefined, findReservation: async () => undefined },
    drafts: { keep: async () => 'kept' },
    register: {
      reserve: async () => 'reserved',
      recordAttempt: async () => 'recorded',
      bringIntoForce: async () => 'in-force',
      giveUp: async () => 'given-up',
      changeState: async () => 'changed',
    },
  });
}

/** The credential and the printed code. */
const signedForms = 2;

/** Issuing beside the signature and the store, as a ratio to the raw signature of the same run. */
export async function measureIssuing(): Promise<readonly Figure[]> {
  const issue = await makeBareIssuing();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = Buffer.alloc(2_400, 'a');
  const given = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as JsonValue;
  const body = { ...(given as Record<string, JsonValue>), seal };
  const application = issueLicenceBody.parse(body);
  const department = sampleDepartment().code;
  const request = { client: 'bench' as ClientId, department, route: 'POST /v1/licences', body };
  const whole = await measureRatio({
    anchor: (times) => {
      for (let i = 0; i < times; i += 1) sign('sha256', message, privateKey);
    },
    anchorTimes: 400,
    subjectTimes: 200,
    subject: async (times) => {
      for (let i = 0; i < times; i += 1) {
        await issue({ ...request, idempotencyKey: String(i) }, application);
      }
    },
  });
  const value = whole / signedForms;
  return [
    {
      what: 'issuing beside signature and store, in raw ES256 signatures a signed form',
      value,
      target: '≤ 0.75',
      holds: value <= 0.75,
    },
  ];
}
