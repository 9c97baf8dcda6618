import { randomUUID } from 'node:crypto';
import { makeDecideProposal } from '../../functions/governing/decide-proposal/decide-proposal.ts';
import { makeDecideProposalHandler } from '../../functions/governing/decide-proposal/handler.ts';
import { makeEnterChange } from '../../functions/governing/enter-change.ts';
import { makeInspectDirectoryHandler } from '../../functions/governing/inspect-directory/handler.ts';
import { makeInspectDirectory } from '../../functions/governing/inspect-directory/inspect-directory.ts';
import { makeProposeChangeHandler } from '../../functions/governing/propose-change/handler.ts';
import { makeProposeChange } from '../../functions/governing/propose-change/propose-change.ts';
import { makeShowDirectoryHandler } from '../../functions/governing/show-directory/handler.ts';
import { makeShowDirectory } from '../../functions/governing/show-directory/show-directory.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { matchRoute } from '../../local/gateway/match-route.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoDirectoryBootstrap,
  makeDynamoDirectoryHistory,
} from '../../shared/adapters/aws/dynamo-directory-history.ts';
import {
  makeDynamoGrantRevisions,
  makeDynamoProposalDecider,
  makeDynamoProposalMaker,
  makeDynamoProposals,
} from '../../shared/adapters/aws/dynamo-directory-proposals.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Scope } from '../../shared/domain/client.ts';
import type { HttpResult } from '../../shared/http/http-message.ts';
import { toApiEvent, toJson } from './api-events.ts';
import type { makeTestClock } from './callers.ts';
import { startTestEngines } from './engines.ts';

const table = 'test-directory';
const allScopes: readonly Scope[] = ['directory:propose', 'directory:confirm', 'directory:read'];

/** A DynamoDB engine with a directory table. */
export async function startDirectory() {
  const engines = await startTestEngines({ dynamodb: true });
  const config = localClientConfig(engines.endpoints.dynamodb ?? '');
  const dynamo = makeDynamoClient(config);
  await createTables(dynamo, [{ name: table }]);
  return {
    dynamo,
    /** Another client at the same engine, for a test to put faults into. */
    openClient: () => makeDynamoClient(config),
    close: engines.close,
  };
}

export type TestDirectory = Awaited<ReturnType<typeof startDirectory>>;

/** What a test states about a call. */
export interface GoverningCall {
  readonly by?: string;
  readonly scopes?: readonly Scope[];
  readonly body?: unknown;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** The governing zone's handlers behind the routes table, over the engine. */
export function makeGoverningZone(
  client: TestDirectory['dynamo'],
  clock: ReturnType<typeof makeTestClock>,
) {
  const options = { client, table };
  const directory = makeDynamoDirectory(options);
  const proposals = makeDynamoProposals(options);
  const silent = { log: { note: () => undefined, alert: () => undefined } };
  const propose = makeProposeChange({
    directory,
    proposals,
    maker: makeDynamoProposalMaker({ ...options, clock }),
    clock,
    random: systemRandom,
  });
  const decide = makeDecideProposal({
    directory,
    proposals,
    decider: makeDynamoProposalDecider(options),
    grants: makeDynamoGrantRevisions(options),
    clock,
  });
  const history = makeDynamoDirectoryHistory(options);
  const inspect = makeInspectDirectory({ directory, proposals, history, clock });
  const show = makeShowDirectory({
    directory,
    listing: makeDynamoDirectoryListing(options),
    provinceUrl: 'https://liaoning.example',
  });
  const handlers = {
    'governing/propose-change': makeProposeChangeHandler(propose, silent),
    'governing/decide-proposal': makeDecideProposalHandler(decide, silent),
    'governing/inspect-directory': makeInspectDirectoryHandler(inspect, silent),
    'governing/show-directory': makeShowDirectoryHandler(show, silent),
  } as const;

  const call = (method: string, path: string, given: GoverningCall = {}): Promise<HttpResult> => {
    const match = matchRoute(routes, method, path);
    const handler = handlers[match?.route.handler as keyof typeof handlers];
    if (!match || !handler) throw new Error(`no route ${method} ${path}`);
    const { by = 'governor-one', scopes = allScopes, key = randomUUID(), ...parts } = given;
    const event = toApiEvent({
      method,
      path,
      routePath: match.route.path,
      pathParameters: match.pathParameters,
      headers: { 'idempotency-key': key },
      ...(match.route.access === 'public' ? {} : { caller: { clientId: by, scopes } }),
      ...parts,
    });
    return handler(event, {});
  };
  const bootstrap = makeDynamoDirectoryBootstrap(options);
  return {
    directory,
    bootstrap,
    call,
    enter: makeEnterChange({ directory, bootstrap, clock }),
    /** Proposed by one, confirmed by two. */
    govern: async (method: 'POST' | 'PUT', path: string, body: unknown) => {
      const proposed = await call(method, path, { body });
      if (proposed.statusCode !== 202) return proposed;
      const id = String(toJson(proposed)['id']);
      return call('POST', `/v1/proposals/${id}/confirmations`, { by: 'governor-two', body: {} });
    },
  };
}

export type GoverningZone = ReturnType<typeof makeGoverningZone>;

/** Codes of `errors[]` by their pointers, or the reason, or the problem. */
export function refusalIn(result: HttpResult): unknown {
  const { errors, reason, type } = toJson<{
    errors?: { pointer: string; code: string }[];
    reason?: string;
    type?: string;
  }>(result);
  if (errors) return Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]));
  return reason ?? type?.split('/').at(-1);
}
