import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { openSession } from '../../cli/service-client.ts';
import type { ClientFile } from '../../local/seed/client-file.ts';
import type { Route } from '../../shared/api/routes.ts';
import type { Scope } from '../../shared/domain/client.ts';
import { type ClosedRouteKey, routeRequests, type Tenant } from './route-requests.ts';

/** `own` is the department of the matrix's roles. */
export type Whose = 'own' | 'other';

/** Headers that say who sends one request. */
export type Credentials = (method: string, path: string) => Promise<Record<string, string>>;

/** A client of the matrix: by its token's scopes it is known what the table gives it. */
export interface Role {
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  readonly ofDepartment: boolean;
  readonly credentials: Credentials;
}

/** What one role got from one route. */
export interface Cell {
  readonly route: Route;
  readonly who: string;
  readonly whose: Whose;
  readonly status: number;
  /** Of the problem document, where it is one. */
  readonly code: string;
}

/** Where cells are filled. */
export interface Matrix {
  readonly url: string;
  readonly tenants: Readonly<Record<Whose, Tenant>>;
}

export const keyOf = (route: Route) => `${route.method} ${route.path}`;
export const isClosed = ({ access }: Route) => access !== 'public';

const requestOf = (route: Route) => routeRequests[keyOf(route) as ClosedRouteKey];

export async function makeRole(client: ClientFile): Promise<Role> {
  const session = openSession(client);
  const token = await session.fetchToken();
  const { department } = decodeJwt(String(token['access_token']));
  return {
    clientId: client.clientId,
    scopes: String(token['scope']).split(' ') as Scope[],
    ofDepartment: department !== undefined,
    credentials: session.authorise,
  };
}

function toBody(route: Route, tenant: Tenant) {
  if (route.method === 'GET') return {};
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  return { headers, body: JSON.stringify(requestOf(route)?.body?.(tenant) ?? {}) };
}

/** Sends what the route's row says, and asks again where the service wants patience. */
export async function fillCell(
  matrix: Matrix,
  { route, who, whose }: Pick<Cell, 'route' | 'who' | 'whose'>,
  credentials: Credentials,
): Promise<Cell> {
  const tenant = matrix.tenants[whose];
  const path = requestOf(route)?.path?.(tenant) ?? route.path.replace(/\{\w+\}/g, 'unknown-0');
  const { headers, ...rest } = toBody(route, tenant);
  const response = await fetch(`${matrix.url}${path}`, {
    ...{ method: route.method, ...rest },
    headers: { ...headers, ...(await credentials(route.method, path)) },
  });
  const text = await response.text();
  if (response.status === 429) {
    await pause(1000 * Number(response.headers.get('retry-after') ?? 1));
    return fillCell(matrix, { route, who, whose }, credentials);
  }
  const isProblem = /problem/.test(response.headers.get('content-type') ?? '');
  const code = isProblem ? (String(JSON.parse(text).type).split('/').at(-1) ?? '') : '';
  return { route, who, whose, status: response.status, code };
}

/** What an answer may be, by the table of rights alone. */
const rules = {
  public: {
    fits: ({ status }: Cell) => status !== 401 && status !== 403 && status < 500,
    fault: 'a public route was refused',
  },
  closed: {
    fits: ({ status, code }: Cell) => status === 403 && code === 'forbidden',
    fault: 'not refused',
  },
  foreign: {
    fits: ({ status }: Cell) => status > 401 || status === 400,
    fault: 'another department’s thing',
  },
  open: { fits: ({ status }: Cell) => status !== 401 && status < 500, fault: 'not let in' },
  holders: {
    fits: ({ status, code }: Cell) => status === 401 && code === 'unauthenticated',
    fault: 'a client took a holder’s route',
  },
} as const;

function ruleFor({ route, whose }: Cell, { scopes, ofDepartment }: Role): keyof typeof rules {
  const { access } = route;
  if (access === 'public') return 'public';
  if (access === 'holder') return 'holders';
  if (!access.some((scope) => scopes.includes(scope))) return 'closed';
  const isForeign = whose === 'other' && requestOf(route)?.belongsTo === 'department';
  return isForeign && ofDepartment ? 'foreign' : 'open';
}

/** What is wrong with a cell; nothing where it is as the table says. */
export function faultOf(cell: Cell, role: Role): string | undefined {
  const { fits, fault } = rules[ruleFor(cell, role)];
  return fits(cell) ? undefined : `${fault}: ${toLine(cell)}`;
}

export const toLine = ({ route, who, whose, status, code }: Cell) =>
  `${who} ${keyOf(route)} (${whose}) ${status} ${code}`;
