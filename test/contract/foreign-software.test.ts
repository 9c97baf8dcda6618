import { createPublicKey, randomBytes, sign, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleVerifier } from '../build/presented.ts';
import { makeSampleProvince, type SampleProvince, sampleSeconds } from '../build/province-pki.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { makeTwoProvinces } from '../build/two-provinces.ts';

const hasher = async (data: string | ArrayBuffer) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(data as string)));

/** What a department of another system, which never saw our code, puts into a licence under the published form. */
function toTheirClaims(province: SampleProvince) {
  const { url, type, department } = province;
  return {
    iss: url,
    vct: `${url}/licence-types/${type}`,
    iat: sampleSeconds - 3600,
    nbf: sampleSeconds - 3600,
    exp: sampleSeconds + 86_400,
    status: { status_list: { uri: province.statusListUrl, idx: 4711 } },
    identifier: `1.2.156.3005.2.${type}.${department.code}.7Q2Z0K9V4M1X8C3B6N5L.001.`,
    licence_type: type,
    department: { code: department.code, name: department.name },
    issued: '2026-11-22',
    valid_from: '2026-11-22',
    number: 'JY22101000000018',
    KZ_ZTYT: '餐饮服务经营者',
    KZ_FDDBR: '张某某（示例）',
  };
}

const toX5c = ({ seal }: SampleProvince) =>
  seal.x5c.map((one) => Buffer.from(one).toString('base64'));

/** A licence made by @sd-jwt/sd-jwt-vc. */
async function issueWithSdJwtVc(province: SampleProvince): Promise<string> {
  const signer = (data: string) =>
    sign('sha256', Buffer.from(data), {
      ...{ key: province.seal.privateKey, dsaEncoding: 'ieee-p1363' },
    }).toString('base64url');
  const software = new SDJwtVcInstance({
    ...{ hasher: hasher as never, hashAlg: 'sha-256', signer, signAlg: 'ES256' },
    saltGenerator: () => randomBytes(16).toString('base64url'),
  });
  const header = { x5c: toX5c(province) };
  const claims = toTheirClaims(province);
  return software.issue(claims, { _sd: ['KZ_FDDBR', 'number'], _sd_decoy: 1 }, { header });
}

/** A licence without anything disclosed selectively, made by jose alone. */
async function issueWithJose(province: SampleProvince): Promise<string> {
  const { KZ_FDDBR: _, ...claims } = toTheirClaims(province);
  const jwt = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'dc+sd-jwt', x5c: toX5c(province) })
    .sign(province.seal.privateKey);
  return `${jwt}~`;
}

describe('a licence made by other software', () => {
  let province: SampleProvince;
  beforeAll(async () => {
    province = await makeSampleProvince();
  });

  it.each([
    ['@sd-jwt/sd-jwt-vc', issueWithSdJwtVc],
    ['jose', issueWithJose],
  ])('of %s is verified here like one of ours', async (_name, issue) => {
    const { checks, verdict, licence } = await makeSampleVerifier(province).verify(
      await issue(province),
    );
    expect(checks.filter(({ outcome }) => !['passed', 'not-applicable'].includes(outcome))).toEqual(
      [],
    );
    expect(verdict).toBe('valid');
    expect(licence?.items).toMatchObject({ KZ_ZTYT: '餐饮服务经营者' });
  });

  it('is verified in another province that recognises the one it is of', async () => {
    const { liaoning, makeZhejiang } = await makeTwoProvinces();
    const { verdict, checks } = await makeZhejiang().verify(await issueWithSdJwtVc(liaoning));
    expect(checks).toContainEqual({ name: 'recognition', outcome: 'passed' });
    expect(verdict).toBe('valid');
  });
});

describe('our licence before other software', () => {
  let service: RunningService;
  let credential: string;
  beforeAll(async () => {
    service = await startRunningService();
    const file = service.clientPath('liaoning', 'sample-licence-1');
    credential = readFileSync(file.replace('.json', '.credential'), 'utf8').trim();
  });
  afterAll(() => service.stop());

  interface Metadata {
    readonly issuer: string;
    readonly jwks: { readonly keys: readonly { readonly x5c: readonly string[] }[] };
  }

  /** As the draft says: the issuer's metadata is at the well-known place of its `iss`. */
  async function fetchKeys(issuer: string): Promise<Metadata['jwks']['keys']> {
    const { origin } = new URL(issuer);
    const response = await fetch(`${origin}/.well-known/jwt-vc-issuer`);
    const metadata = (await response.json()) as Metadata;
    expect(metadata.issuer).toBe(issuer);
    return metadata.jwks.keys;
  }

  it('is verified by the keys that its issuer publishes, and shown with names in two languages', async () => {
    const [header = '', payload = ''] = credential.split('.');
    const { x5c } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const jwk = (await fetchKeys(iss)).find((key) => key.x5c[0] === x5c[0]);
    const key = createPublicKey({ key: jwk as never, format: 'jwk' });
    const leaf = new X509Certificate(Buffer.from(x5c[0], 'base64'));
    expect(key.export({ format: 'jwk' })).toEqual(leaf.publicKey.export({ format: 'jwk' }));
    const software = new SDJwtVcInstance({
      ...{ hasher: hasher as never, hashAlg: 'sha-256', loadTypeMetadataFormat: true },
      verifier: async (data: string, signature: string) =>
        verify(
          'sha256',
          Buffer.from(data),
          { key, dsaEncoding: 'ieee-p1363' },
          Buffer.from(signature, 'base64url'),
        ),
      statusVerifier: async () => true,
    });
    const { payload: shown, typeMetadata } = (await software.verify(credential)) as unknown as {
      readonly payload: Readonly<Record<string, unknown>>;
      readonly typeMetadata: {
        readonly mergedTypeMetadata: {
          readonly vct: string;
          readonly display: readonly { readonly locale: string; readonly name: string }[];
          readonly claims: readonly { readonly path: readonly string[] }[];
        };
      };
    };
    const { vct, display, claims } = typeMetadata.mergedTypeMetadata;
    expect(vct).toBe(shown['vct']);
    expect(display.map(({ locale }) => locale)).toEqual(['zh-Hans', 'en']);
    const named = new Set(claims.map(({ path }) => path[0]));
    const items = Object.keys(shown).filter((name) => name.startsWith('KZ_'));
    expect(items.length).toBeGreaterThan(2);
    expect(items.filter((name) => !named.has(name))).toEqual([]);
  });
});
