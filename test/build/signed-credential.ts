import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  assembleCredential,
  type CredentialContent,
  type CredentialDraft,
  makeCredentialDraft,
} from '../../shared/formats/credential-draft.ts';
import { digestOf } from './digest-of.ts';

export const sampleKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const hashInNode = (data: Uint8Array | string) =>
  new Uint8Array(createHash('sha256').update(data).digest());
const random = (lengthBytes: number) => new Uint8Array(randomBytes(lengthBytes));

/** A DER SEQUENCE that stands for a certificate: the gate looks no further. */
const certificate = Uint8Array.from([0x30, 0x82, 0x01, 0x00, ...Array(256).fill(7)]);
const province = 'https://licence.ln.example';

/** A food-business permit 食品经营许可证（示例）, codes invented. */
export const sampleContent: CredentialContent = {
  issuer: province,
  vct: `${province}/licence-types/11100000MB0341032Y902`,
  issuedAtSeconds: 1_777_593_600,
  notBeforeSeconds: 1_777_564_800,
  expiresAtSeconds: 1_935_331_200,
  identifier: '1.2.156.3005.2.11100000MB0341032Y902.11210100MB9Y10011Q.7Q2Z0K9V4M1X8C3B6N5L.001.A',
  licenceType: '11100000MB0341032Y902',
  department: { code: '11210100MB9Y10011Q', name: '沈阳市市场监督管理局（示例）' },
  status: { uri: `${province}/status-lists/ln-000001`, index: 3 },
  issued: '2026-05-01',
  validFrom: '2026-05-01',
  validUntil: '2031-04-30',
  holders: [{ name: '沈阳某餐饮有限公司（示例）', codeType: '001', code: '91210100MA0XXXXX0X' }],
  number: { value: 'JY22101000000018', isPersonal: false },
  plain: { KZ_JYZMC: '沈阳某餐饮有限公司（示例）' },
  disclosed: [
    { name: 'KZ_FDDBR', value: '张某某（示例）' },
    { name: 'KZ_ZS', value: '某路1号（示例）' },
    { name: 'KZ_JYXM', value: ['热食类食品制售', '冷食类食品制售'] },
    { name: 'KZ_MJ', value: 120.5 },
  ],
  x5c: [certificate],
};

export function makeSampleDraft(changes: Partial<CredentialContent> = {}): CredentialDraft {
  return makeCredentialDraft({ ...sampleContent, ...changes }, { random, digest: digestOf });
}

export function signSigningInput(signingInput: string, key: KeyObject = sampleKeys.privateKey) {
  const options = { key, dsaEncoding: 'ieee-p1363' } as const;
  return new Uint8Array(sign('sha256', Buffer.from(signingInput), options));
}

/** Signs a draft and shows all of it, or the disclosures chosen. */
export function assembleDraft(draft: CredentialDraft, disclosures = draft.disclosures): string {
  return assembleCredential(draft.signingInput, signSigningInput(draft.signingInput), disclosures);
}
