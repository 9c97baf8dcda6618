import { keepSession, readSession, type Session } from './session.ts';

/** A token that ends sooner than this is renewed before it is used. */
const marginMilliseconds = 30_000;

interface Renewal {
  /** Undefined where the provider says no. @throws Error where it cannot be reached */
  readonly renew: (last: Session) => Promise<Session | undefined>;
  now(): number;
}

/**
 * The session with a token that still lasts; undefined when somebody has to sign in again. However many
 * ask at once, it is renewed once: a provider takes a refresh token a single time.
 */
export function makeCurrentSession({ renew, now }: Renewal): () => Promise<Session | undefined> {
  let renewing: Promise<Session | undefined> | undefined;
  const renewKept = async (last: Session): Promise<Session | undefined> => {
    const renewed = await renew(last);
    // who signed out meanwhile stays signed out
    if (readSession()?.accessToken !== last.accessToken) return undefined;
    keepSession(renewed);
    return renewed;
  };
  return async () => {
    const session = readSession();
    if (session === undefined || session.expiresAt - marginMilliseconds > now()) return session;
    renewing ??= renewKept(session).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
}
