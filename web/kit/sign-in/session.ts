import { clearTab, readTab, writeTab } from './tab-store.ts';

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

const choice = 'acts-for';

/** Notes who signed in: what somebody else filled in here before is forgotten. Says whether it was somebody else. */
export function keepPerson(subject: string | undefined): boolean {
  const before = readTab<string>('person');
  const isAnother = before !== undefined && before !== subject;
  if (isAnother) clearTab();
  writeTab('person', subject);
  return isAnother;
}

/** Which of several clients a staff member chose to act for, in this tab; undefined where they did not. */
export const readChosenClient = () => readTab<string>(choice);
export const keepChosenClient = (clientId: string | undefined) => writeTab(choice, clientId);
export const readSession = () => readTab<Session>(name);
export const keepSession = (session: Session | undefined) => writeTab(name, session);
