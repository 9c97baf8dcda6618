import * as oauth from 'oauth4webapi';
import type { PageSettings } from '../page-settings.ts';
import { type ApiAnswer, ApiRefusal, type ApiRequest, callApi, SignInNeeded } from './call-api.ts';
import { toClient, withNonce } from './identity-server.ts';
import type { SignIn } from './make-sign-in.ts';
import { keepChosenClient, readChosenClient, type Session } from './session.ts';

/** A token of the registered client that somebody acts for. */
interface StaffToken {
  /** The session's token that it was given for. */
  readonly of: string;
  /** The client that it was asked for by choice. */
  readonly chosen: string | undefined;
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly actor: Actor;
}

/** For which client somebody acts, and what they may do for it. */
export interface Actor {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** All the clients that they may choose to act for, this one among them. */
  readonly actsFor: readonly { readonly code: string; readonly name: string }[];
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
async function exchange(
  { signIn, session }: StaffAccess,
  settings: PageSettings,
  chosen: string | undefined,
) {
  const { provinceUrl } = settings;
  const server = { issuer: provinceUrl, token_endpoint: `${provinceUrl}/oauth/token` };
  const client = toClient(settings);
  const parameters = {
    subject_token: session.accessToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    ...(chosen === undefined ? {} : { client_id: chosen }),
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

function readActor({ client_id, scope = '', acts_for }: oauth.TokenEndpointResponse): Actor {
  const listed = (acts_for ?? []) as unknown as readonly { client_id: unknown; name: unknown }[];
  const actsFor = listed.map((one) => ({ code: String(one.client_id), name: String(one.name) }));
  return { clientId: String(client_id), scopes: scope.split(' '), actsFor };
}

/** @throws ApiRefusal with code `no-staff` for somebody who acts for no client here, SignInNeeded */
async function provideToken(access: StaffAccess): Promise<StaffToken> {
  const { settings, session } = access;
  if (settings === undefined) throw new SignInNeeded();
  const chosen = readChosenClient();
  const isOfThis = held?.of === session.accessToken && held.chosen === chosen;
  if (held !== undefined && isOfThis && held.expiresAt > settings.now()) return held;
  const answer = await exchange(access, settings, chosen).catch(toRefusal);
  const { access_token, expires_in = 0 } = answer;
  const expiresAt = settings.now() + expires_in * 1000 - marginMilliseconds;
  const token = { of: session.accessToken, chosen, accessToken: access_token, expiresAt };
  held = { ...token, actor: readActor(answer) };
  return held;
}

/** Calls for the registered client that the one who signed in acts for. @throws ApiRefusal, SignInNeeded */
export async function callAsStaff(access: StaffAccess, request: ApiRequest): Promise<ApiAnswer> {
  const { accessToken } = await provideToken(access);
  return callApi({ accessToken, options: access.signIn.server.options }, request);
}

/**
 * A choice that the service refuses, for instance of who was signed in here before, is dropped: whom
 * somebody acts for instead is what this says.
 * @throws ApiRefusal, SignInNeeded
 */
export async function findActor(access: StaffAccess): Promise<Actor> {
  const token = await provideToken(access).catch((error: unknown) => {
    if (!(error instanceof ApiRefusal) || readChosenClient() === undefined) throw error;
    keepChosenClient(undefined);
    return provideToken(access);
  });
  return token.actor;
}
