import { createHmac } from 'node:crypto';
import { makeAuthenticateClient } from '../../functions/admitting/authenticate-client.ts';
import { makeAuthoriseHolder } from '../../functions/admitting/authorise-request/authorise-holder.ts';
import { makeAuthoriseRequest } from '../../functions/admitting/authorise-request/authorise-request.ts';
import { makeClientQuotas } from '../../functions/admitting/authorise-request/client-quotas.ts';
import { makeAuthoriseRequestHandler } from '../../functions/admitting/authorise-request/handler.ts';
import { makeCheckProof } from '../../functions/admitting/check-proof.ts';
import { makeAuthenticateStaff } from '../../functions/admitting/issue-token/authenticate-staff.ts';
import { makeIssueTokenHandler } from '../../functions/admitting/issue-token/handler.ts';
import { makeIssueToken } from '../../functions/admitting/issue-token/issue-token.ts';
import { makeProofNonces } from '../../functions/admitting/proof-nonces.ts';
import { makeReadAccessToken } from '../../functions/admitting/read-access-token.ts';
import { makeReadIdentityToken } from '../../functions/admitting/read-identity-token.ts';
import { makeRevokeTokenHandler } from '../../functions/admitting/revoke-token/handler.ts';
import { makeRevokeToken } from '../../functions/admitting/revoke-token/revoke-token.ts';
import { makeVerifyIdentityToken } from '../../functions/admitting/verify-identity-token.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Client } from '../../shared/domain/client.ts';
import type { Admissions } from '../../shared/ports/admissions.ts';
import type { IdentityKeys } from '../../shared/ports/identity-keys.ts';
import type { RequestCounts } from '../../shared/ports/request-counts.ts';
import type { KeyedDigests } from '../../shared/ports/signing-keys.ts';
import { makeTestClock, toClient } from './callers.ts';
import { testIdentityProvider } from './identity-tokens.ts';
import { makeTestKey, makeTestSigningKeys, type TestKey } from './jwk.ts';

export const provinceUrl = 'http://127.0.0.1:2100';
export const silent = { note: () => undefined, alert: () => undefined };

/** What was used or given up, kept as the table keeps it. */
function makeMemoryAdmissions(): Admissions {
  const known = new Set<string>();
  const spend = async (name: string) => {
    if (known.has(name)) return 'used';
    known.add(name);
    return 'new';
  };
  return {
    spend: ({ client, jtiDigest }) => spend(`jti ${client} ${jtiDigest}`),
    spendProof: ({ thumbprint, jtiDigest }) => spend(`proof ${thumbprint} ${jtiDigest}`),
    revokeToken: async ({ jti }) => void known.add(`token ${jti}`),
    isTokenRevoked: async (jti) => known.has(`token ${jti}`),
  };
}

/** What clients have taken, counted as the table counts it. */
function makeMemoryCounts(): RequestCounts {
  const taken = new Map<string, number>();
  return {
    add: async (client, window, requests) => {
      const sum = (taken.get(`${client} ${window}`) ?? 0) + requests;
      taken.set(`${client} ${window}`, sum);
      return sum;
    },
  };
}

/** Keyed digests under one secret, as one KMS key gives them. */
export const makeTestDigests = (secret: string): KeyedDigests => ({
  digest: async (label, value) =>
    createHmac('sha256', secret).update(`${label}\0${value}`).digest('base64url'),
});

/** What a test states about the zone; all else is one active client with one key. */
export interface AdmittingParts {
  readonly client?: Partial<Client>;
  readonly clientKey?: TestKey;
  readonly tokenKey?: TestKey;
  readonly provinceUrl?: string;
  /** Where holders' tokens are checked; nobody's key is known unless told. */
  readonly identityKeys?: IdentityKeys;
  /** Kept in memory unless told. */
  readonly admissions?: Admissions;
  readonly counts?: RequestCounts;
}

/** The admitting zone over ports in memory: token endpoint, revocation, authoriser. */
export function makeAdmittingZone(parts: AdmittingParts = {}) {
  const { clientKey = makeTestKey(), tokenKey: key = makeTestKey() } = parts;
  const clock = makeTestClock();
  const client = toClient(clientKey, parts.client);
  const clients = new Map<string, Client>([[client.id, client]]);
  const shared = {
    directory: { findClient: async (id: string) => clients.get(id) },
    primitives: makeNodePrimitives(),
    clock,
    provinceUrl: parts.provinceUrl ?? provinceUrl,
    tokenKey: 'token-key',
    admissions: parts.admissions ?? makeMemoryAdmissions(),
    signingKeys: makeTestSigningKeys(key),
    publicKeys: makeTestSigningKeys(key),
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  };
  const nonces = makeProofNonces({ digests: makeTestDigests('province'), clock });
  const checkProof = makeCheckProof({ ...shared, nonces });
  const authenticateClient = makeAuthenticateClient(shared);
  const readAccessToken = makeReadAccessToken(shared);
  const takeRequest = makeClientQuotas({ counts: parts.counts ?? makeMemoryCounts(), clock });
  const verifyIdentityToken = makeVerifyIdentityToken({
    clock,
    keys: parts.identityKeys ?? { findKeys: async () => [] },
    provider: testIdentityProvider,
  });
  const authenticateStaff = makeAuthenticateStaff({
    ...{ ...shared, verifyIdentityToken, staff: testIdentityProvider.staff },
    digests: makeTestDigests('province'),
  });
  const options = { provinceUrl: shared.provinceUrl, log: silent };
  return {
    ...{ clock, client, clients, clientKey, nonces, admissions: shared.admissions },
    nowSeconds: () => clock.now() / 1000,
    token: makeIssueTokenHandler({
      ...options,
      nonces,
      issueToken: makeIssueToken({ ...shared, authenticateClient, authenticateStaff, checkProof }),
    }),
    revoke: makeRevokeTokenHandler(
      makeRevokeToken({ ...shared, authenticateClient, readAccessToken }),
      options,
    ),
    authorise: makeAuthoriseRequestHandler({
      authoriseRequest: makeAuthoriseRequest({
        ...shared,
        readAccessToken,
        checkProof,
        takeRequest,
      }),
      authoriseHolder: makeAuthoriseHolder({
        ...shared,
        checkProof,
        takeRequest,
        readIdentityToken: makeReadIdentityToken(verifyIdentityToken, testIdentityProvider.claims),
        digests: makeTestDigests('holders'),
      }),
      nonces,
      log: silent,
    }),
  };
}

export type AdmittingZone = ReturnType<typeof makeAdmittingZone>;
