import type { Scope } from './client.ts';

/** May a caller with these scopes take a route? Denies by default: a route that names no scope is for nobody. */
export function mayCall(scopes: readonly Scope[], access: 'public' | readonly Scope[]): boolean {
  return access === 'public' || access.some((scope) => scopes.includes(scope));
}
