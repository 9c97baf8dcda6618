import * as oauth from 'oauth4webapi';
import type { PageSettings } from '../page-settings.ts';
import { type ApiAnswer, ApiRefusal, type ApiRequest, callApi, SignInNeeded } from './call-api.ts';
import { toClient, withNonce } from './identity-server.ts';
import type { SignIn } from './make-sign-in.ts';
import type { Session } from './session.ts';

/** A token of the registered client that somebody acts for. */
interface StaffToken {
  /** The session's token that it was given for. */
  readonly of: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly actor: Actor;
}

/** For which client somebody acts, and what they may do for it. */
export interface Actor {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export interface StaffAccess {
  readonly signIn: SignIn;
  readonly session: Session;
  readonly settings: PageSettings | undefined;
}

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const marginMilliseconds = 30_000;
/** In memory only: it can be had again whenever the session lasts. */
let held: StaffToken | undefined;

/** @see RFC 8693 */
async function exchange({ signIn, session }: StaffAccess, settings: PageSettings) {
  const { provinceUrl } = settings;
  const server = { issuer: provinceUrl, token_endpoint: `${provinceUrl}/oauth/token` };
  const client = toClient(settings);
  const parameters = {
    subject_token: session.accessToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  };
  // a page is no client of ours: who it is, the token says
  const asNobody: oauth.ClientAuth = () => undefined;
  return withNonce(async () => {
    const response = await oauth.genericTokenEndpointRequest(
      ...([server, client, asNobody, grantType, parameters, signIn.server.options] as const),
    );
    return oauth.processGenericTokenEndpointResponse(server, client, response);
  });
}

function toRefusal(error: unknown): never {
  if (!(error instanceof oauth.ResponseBodyError)) throw error;
  throw new ApiRefusal(error.status, { type: 'no-staff', title: error.error_description });
}

/** @throws ApiRefusal with code `no-staff` for somebody who acts for no client here, SignInNeeded */
async function provideToken(access: StaffAccess): Promise<StaffToken> {
  const { settings, session } = access;
  if (settings === undefined) throw new SignInNeeded();
  const isGood = held?.of === session.accessToken && held.expiresAt > settings.now();
  if (held !== undefined && isGood) return held;
  const answer = await exchange(access, settings).catch(toRefusal);
  const { access_token, expires_in = 0, scope = '', client_id } = answer;
  const expiresAt = settings.now() + expires_in * 1000 - marginMilliseconds;
  const actor = { clientId: String(client_id), scopes: scope.split(' ') };
  held = { of: session.accessToken, accessToken: access_token, expiresAt, actor };
  return held;
}

/** Calls for the registered client that the one who signed in acts for. @throws ApiRefusal, SignInNeeded */
export async function callAsStaff(access: StaffAccess, request: ApiRequest): Promise<ApiAnswer> {
  const { accessToken } = await provideToken(access);
  return callApi({ accessToken, options: access.signIn.server.options }, request);
}

/** @throws ApiRefusal, SignInNeeded */
export async function findActor(access: StaffAccess): Promise<Actor> {
  return (await provideToken(access)).actor;
}
