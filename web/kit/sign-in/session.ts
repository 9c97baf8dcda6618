import { readTab, writeTab } from './tab-store.ts';

/** Who signed in, in this tab. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** As the identity provider calls the person, where it does. */
  readonly name?: string;
}

const name = 'session';

export const readSession = () => readTab<Session>(name);
export const keepSession = (session: Session | undefined) => writeTab(name, session);
