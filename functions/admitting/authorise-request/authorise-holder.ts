import type { HolderCaller, NamedHolder } from '../../../shared/domain/holder-caller.ts';
import { toHolderText } from '../../../shared/domain/holder-code.ts';
import type { HolderDigest } from '../../../shared/domain/ids.ts';
import type { Holder } from '../../../shared/domain/licence.ts';
import type { Admissions } from '../../../shared/ports/admissions.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { BoundedCache } from '../../../shared/verify/bounded-cache.ts';
import type { CheckProof } from '../check-proof.ts';
import type { IdentityToken, ReadIdentityToken } from '../read-identity-token.ts';
import type { AdmissionRequest } from './authorise-request.ts';
import type { TakenRequest, TakeRequest } from './client-quotas.ts';

export interface AuthoriseHolderPorts {
  readonly readIdentityToken: ReadIdentityToken;
  readonly checkProof: CheckProof;
  readonly admissions: Pick<Admissions, 'spendProof'>;
  /** By the key that the register's holder links are made with. */
  readonly digests: KeyedDigests;
  readonly takeRequest: TakeRequest;
}

/** Which holder calls, and what the request left of the quota. */
export interface HolderAdmission {
  readonly holder: HolderCaller;
  readonly taken: TakenRequest;
}

/** @throws Problem `unauthenticated`, `service-unavailable` */
export type AuthoriseHolder = (request: AdmissionRequest) => Promise<HolderAdmission>;

/** As many as a person with a page open could make, and more. */
const requestsPerMinute = 240;
/** Holders whose digests a container remembers. */
const maxHolders = 4096;

const header = /^(Bearer|DPoP) ([A-Za-z0-9._-]+)$/i;
const refuse = (reason: string) => new Problem('unauthenticated', { reason });

function readHeader(authorization: string | undefined) {
  if (authorization === undefined) throw refuse('identity-missing');
  const [, scheme, token] = header.exec(authorization) ?? [];
  if (scheme === undefined || token === undefined) throw refuse('identity-scheme');
  return { isBound: scheme.toLowerCase() === 'dpop', token };
}

/** A token that is bound to a key is good with its proof only. @see RFC 9449 section 7 */
async function checkBinding(
  { checkProof, admissions }: AuthoriseHolderPorts,
  request: AdmissionRequest & { readonly accessToken: string },
  thumbprint: string,
): Promise<void> {
  const key = await checkProof(request);
  if (key.thumbprint !== thumbprint) throw refuse('identity-binding');
  if ((await admissions.spendProof(key.use)) === 'used') throw refuse('proof-replayed');
}

/** One MAC a holder, remembered for as long as the container lives. */
function makeNameHolder(digests: KeyedDigests) {
  const known = new BoundedCache<string, HolderDigest>(maxHolders);
  return async (holder: Holder): Promise<NamedHolder> => {
    const text = toHolderText(holder);
    const digest = known.get(text) ?? ((await digests.digest('holder', text)) as HolderDigest);
    known.put(text, digest);
    return { digest, name: holder.name };
  };
}

/**
 * Says which holder calls: the identity provider's token is in force, and where it is bound to a key, the
 * proof is made with that key for this request. From here on a holder's code is a digest.
 */
export function makeAuthoriseHolder(ports: AuthoriseHolderPorts): AuthoriseHolder {
  const nameHolder = makeNameHolder(ports.digests);
  const toCaller = async ({ person, organisation }: IdentityToken): Promise<HolderCaller> => {
    const named = await nameHolder(person);
    if (organisation === undefined) return { ...named, kind: 'person', person: named };
    return { ...(await nameHolder(organisation)), kind: 'organisation', person: named };
  };
  return async (request) => {
    const { isBound, token } = readHeader(request.authorization);
    const identity = await ports.readIdentityToken(token);
    const { thumbprint } = identity;
    if (isBound !== (thumbprint !== undefined)) throw refuse('identity-scheme');
    if (thumbprint !== undefined) {
      await checkBinding(ports, { ...request, accessToken: token }, thumbprint);
    }
    const holder = await toCaller(identity);
    const counted = { id: `holder#${holder.person.digest}`, requestsPerMinute };
    return { holder, taken: await ports.takeRequest(counted) };
  };
}
