import type { App } from 'aws-cdk-lib';
import type { IdentityProvider } from '../shared/config/identity-provider.ts';
import { rolesApart, rolesOfOneClient, staffScopes } from '../shared/config/staff-roles.ts';

/** One deployment serves one province, in one or two Regions; the first one writes. */
export interface Province {
  readonly slug: string;
  /** GB/T 2260 province code. */
  readonly code: string;
  /** zh-Hans, as in certificates' ST. */
  readonly name: string;
  /** Public address without trailing slash; the issuer of everything the province signs. */
  readonly url: string;
  readonly regions: readonly [string, ...string[]];
  /** Under which number its one Region writes, after another one wrote under a lower; 1 unless told. */
  readonly writingEpoch?: number;
  /** Where its holders log in 统一身份认证. */
  readonly identityProvider: IdentityProvider;
}

/** What the identity providers of the sample provinces have in common. */
function identityProviderAt(issuer: string, audience: string): IdentityProvider {
  return {
    issuer,
    audience,
    jwksUri: `${issuer}/jwks`,
    pagesClient: 'yinzheng-pages',
    algorithms: ['ES256', 'PS256', 'RS256'],
    levels: ['urn:yinzheng:login:real-name'],
    claims: {
      codeType: 'id_type',
      code: 'id_number',
      name: 'name',
      organisationCode: 'org_code',
      organisationName: 'org_name',
      codeTypes: { ID_CARD: '111', PASSPORT: '414' },
    },
    staff: {
      clients: 'staff_clients',
      roles: 'staff_roles',
      scopes: staffScopes,
      apart: rolesApart,
      ofOneClient: rolesOfOneClient,
    },
  };
}

const provinces: Readonly<Record<string, Province>> = {
  liaoning: {
    slug: 'liaoning',
    code: '210000',
    name: '辽宁省',
    url: 'https://yinzheng.liaoning.example',
    regions: ['cn-north-1'],
    identityProvider: identityProviderAt(
      'https://login.liaoning.example',
      'https://yinzheng.liaoning.example',
    ),
  },
  zhejiang: {
    slug: 'zhejiang',
    code: '330000',
    name: '浙江省',
    url: 'https://yinzheng.zhejiang.example',
    regions: ['cn-north-1'],
    identityProvider: identityProviderAt(
      'https://login.zhejiang.example',
      'https://yinzheng.zhejiang.example',
    ),
  },
};

/** @throws Error for what is no epoch, or for two Regions, which have it from their lease */
function readEpoch(app: App, { regions }: Province): Pick<Province, 'writingEpoch'> {
  const given: unknown = app.node.tryGetContext('writing-epoch');
  if (given === undefined) return {};
  const writingEpoch = Number(given);
  const isEpoch = Number.isSafeInteger(writingEpoch) && writingEpoch > 1;
  if (!isEpoch || regions.length > 1) throw new Error('writing-epoch: from 2, for one Region');
  return { writingEpoch };
}

/** The province to synthesise: `-c province=zhejiang -c region=eu-central-1,eu-west-1`; Liaoning in cn-north-1 unless said. */
export function readProvince(app: App): Province {
  const slug = String(app.node.tryGetContext('province') ?? 'liaoning');
  const province = provinces[slug];
  if (!province) throw new Error(`no such province: ${slug}`);
  const given = app.node.tryGetContext('region') as string | undefined;
  const [first, ...further] = given?.split(',') ?? [];
  const placed = first ? { ...province, regions: [first, ...further] as const } : province;
  return { ...placed, ...readEpoch(app, placed) };
}
