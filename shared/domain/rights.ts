import type { Scope } from './client.ts';

/** Who may take a route: everybody; a holder who has logged in; a client whose token has one of the scopes. */
export type Access = 'public' | 'holder' | readonly Scope[];

/** May a client with these scopes take a route? Denies by default: a route that names no scope is for no client. */
export function mayCall(scopes: readonly Scope[], access: Access): boolean {
  if (access === 'holder') return false;
  return access === 'public' || access.some((scope) => scopes.includes(scope));
}
