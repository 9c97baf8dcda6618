import { generateKeyPairSync, sign } from 'node:crypto';
import { type Certificate, readCertificate } from '../../shared/formats/certificate.ts';
import { type CertificateDraft, makeCertificate } from '../../shared/formats/certificate-making.ts';
import { type ProfileName, validityOf } from '../../shared/formats/certificate-profiles.ts';

/** A P-256 key that signs as KMS does: over the SHA-256, in DER. */
export interface SigningKey {
  readonly spki: Uint8Array;
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export function makeSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    spki: publicKey.export({ format: 'der', type: 'spki' }),
    sign: async (data) => sign('sha256', data, privateKey),
  };
}

/** One of each profile, each with its own key in memory. */
export interface ProvinceChain {
  readonly keys: Readonly<Record<keyof typeof profiles, SigningKey>>;
  readonly certificates: Readonly<Record<keyof typeof profiles, Certificate>>;
}

const profiles = {
  root: 'root',
  sealingCa: 'sealing-ca',
  seal: 'seal',
  statusSigner: 'status-signer',
  listSigner: 'list-signer',
} as const satisfies Record<string, ProfileName>;

const department = {
  organisation: '市场监督管理局（示例）',
  departmentCode: '11210100MB0000001X',
};

/** Makes a province's certificates, all from `notBefore` (seconds since the epoch). */
export async function makeProvince(province: string, notBefore: number): Promise<ProvinceChain> {
  const keys = {
    root: makeSigningKey(),
    sealingCa: makeSigningKey(),
    seal: makeSigningKey(),
    statusSigner: makeSigningKey(),
    listSigner: makeSigningKey(),
  };
  type Role = keyof typeof profiles;
  const make = async (role: Role, commonName: string, from: Partial<CertificateDraft> = {}) =>
    readCertificate(
      await makeCertificate({
        profile: profiles[role],
        subject: { province, commonName, ...(role === 'seal' && department) },
        issuer: 'itself',
        publicKeySpki: keys[role].spki,
        ...validityOf(profiles[role], notBefore),
        sign: keys.root.sign,
        ...from,
      }),
    );
  const root = await make('root', '电子证照根（示例）');
  const sealingCa = await make('sealingCa', '电子印章签发（示例）', { issuer: root });
  const seal = await make('seal', '业务专用章（示例）', {
    issuer: sealingCa,
    sign: keys.sealingCa.sign,
  });
  const statusSigner = await make('statusSigner', '状态列表（示例）', { issuer: root });
  const listSigner = await make('listSigner', '信任列表（示例）', { issuer: root });
  return { keys, certificates: { root, sealingCa, seal, statusSigner, listSigner } };
}
