import { describe, expect, it } from 'vitest';
import { makeChangeLicenceStateHandler } from '../../functions/issuing/change-licence-state/handler.ts';
import { makeIssueLicenceHandler } from '../../functions/issuing/issue-licence/handler.ts';
import { makeListLicencesHandler } from '../../functions/issuing/list-licences/handler.ts';
import { makeListLicences } from '../../functions/issuing/list-licences/list-licences.ts';
import { makeShowBulkIssuesHandler } from '../../functions/issuing/show-bulk-issues/handler.ts';
import { makeShowBulkIssues } from '../../functions/issuing/show-bulk-issues/show-bulk-issues.ts';
import { makeShowLicenceHandler } from '../../functions/issuing/show-licence/handler.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { LicenceAction, LicenceRight } from '../../shared/domain/licence-rights.ts';
import type { HttpRequest, HttpResponse } from '../../shared/http/http-message.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { silent } from '../build/admitting-zone.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';
import { makeTestClock, shenyang } from '../build/callers.ts';
import { toApplicationBody } from '../build/licences.ts';
import { toSampleHead } from '../build/sample-head.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const { foodPermit, businessLicence } = sampleTypeCodes;
const permit = toSampleHead({ issuedAt: 2 as Moment });
const other = toSampleHead(
  { issuedAt: 1 as Moment, type: businessLicence as typeof permit.type },
  2,
);
const done = { status: 200, body: { done: true } };
const written = async () => ({ answer: done, replayed: false });
const list = makeListLicences({
  reader: { listByDepartment: async () => ({ heads: [permit, other] }) },
});

type Work = (request: HttpRequest) => Promise<HttpResponse>;

/** A route with the action that it is: a request for a food permit. */
interface Handled {
  readonly action: LicenceAction;
  readonly work: Work;
  readonly parts: RequestParts;
}

const id = permit.licenceId;
const keyed = { headers: { 'idempotency-key': 'k-1' } };
const change = { to: 'suspended', legalBasis: '示例法第一条', reason: '示例' };
const handled: Readonly<Record<string, Handled>> = {
  issuing: {
    action: 'issue',
    work: makeIssueLicenceHandler(written),
    parts: { path: '/v1/licences', body: toApplicationBody(), ...keyed },
  },
  showing: {
    action: 'read',
    work: makeShowLicenceHandler(async () => ({ licenceId: id }) as never),
    parts: { method: 'GET', path: `/v1/licences/${id}`, pathParameters: { id } },
  },
  listing: {
    action: 'read',
    work: makeListLicencesHandler(list),
    parts: { method: 'GET', path: '/v1/licences', query: { type: foodPermit } },
  },
  'changing the state of': {
    action: 'change',
    work: makeChangeLicenceStateHandler(written),
    parts: {
      ...{ path: `/v1/licences/${id}/state-changes`, pathParameters: { id } },
      ...{ body: change, ...keyed },
    },
  },
};

/** Sends as a caller with all licence scopes whose token was narrowed so. */
async function send({ work, parts }: Handled, licenceRights?: readonly LicenceRight[]) {
  const event = toApiEvent(parts);
  const lambda = {
    clientId: 'shenyang-licensing',
    department: shenyang,
    scopes: 'licences:issue licences:read licences:change',
    ...(licenceRights === undefined ? {} : { licenceRights: JSON.stringify(licenceRights) }),
  };
  const requestContext = { ...event.requestContext, authorizer: { lambda } };
  return makeHttpHandler(work, { log: silent })({ ...event, requestContext }, {});
}

const right = (actions: readonly LicenceAction[], types: readonly string[]): LicenceRight => ({
  actions,
  licenceTypes: types as LicenceRight['licenceTypes'],
});

describe.each(Object.entries(handled))('%s a licence with a narrowed token', (_, route) => {
  const others = (['issue', 'read', 'change'] as const).filter((one) => one !== route.action);

  it('needs a right that names action and type together', async () => {
    expect(await send(route, [right([route.action], [foodPermit])])).toMatchObject({
      statusCode: 200,
    });
    const apart = [right([route.action], [businessLicence]), right(others, [foodPermit])];
    for (const rights of [apart, [right(others, [foodPermit])], []]) {
      const refused = await send(route, rights);
      expect(toJson(refused)).toMatchObject({
        status: 403,
        reason: 'not-in-authorization-details',
      });
    }
  });

  it('is as free as the scopes where the token was not narrowed', async () => {
    expect(await send(route)).toMatchObject({ statusCode: 200 });
  });
});

it('lists only licences of the types that the token names', async () => {
  const route = { work: makeListLicencesHandler(list), action: 'read' } as const;
  const parts = { method: 'GET', path: '/v1/licences' };
  const typesSeen = async (rights?: readonly LicenceRight[]) => {
    const result = await send({ ...route, parts }, rights);
    return toJson<{ licences: { type: string }[] }>(result).licences.map(({ type }) => type);
  };
  expect(await typesSeen()).toEqual([foodPermit, businessLicence]);
  expect(await typesSeen([right(['read'], [businessLicence])])).toEqual([businessLicence]);
  expect(await typesSeen([right(['change'], [foodPermit])])).toEqual([]);
});

it('shows only bulk jobs of the types that the token names, and no result of others', async () => {
  const job = makeBulkJob({ department: shenyang });
  const show = makeShowBulkIssues({
    ...{ clock: makeTestClock('2026-11-22T08:00:00.000Z'), notices: { send: async () => {} } },
    files: { signReading: async () => ({ url: 'https://files.example' }) },
    jobs: { find: async () => job, list: async () => ({ jobs: [job] }) } as never,
  });
  const work = makeShowBulkIssuesHandler(show, async () => new Uint8Array());
  const path = `/v1/bulk-issues/${job.id}`;
  const look = async (path: string, types: readonly string[], id?: string) => {
    const parts = { method: 'GET', path, ...(id ? { pathParameters: { id } } : {}) };
    return send({ work, action: 'read', parts }, [right(['read'], types)]);
  };
  expect(await look(path, [foodPermit], job.id)).toMatchObject({ statusCode: 200 });
  for (const one of [path, `${path}/results`])
    expect(await look(one, [businessLicence], job.id)).toMatchObject({ statusCode: 403 });
  const listed = await look('/v1/bulk-issues', [businessLicence]);
  expect(toJson(listed)).toEqual({ jobs: [] });
});
