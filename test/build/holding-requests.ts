import {
  type AuthoriseUse,
  makeAuthoriseUse,
} from '../../functions/holding/authorise-use/authorise-use.ts';
import type { HolderCall } from '../../functions/holding/keyed-request.ts';
import { makeMakeShowCode } from '../../functions/holding/make-show-code/make-show-code.ts';
import { makeRetrieveLicences } from '../../functions/holding/retrieve-licences/retrieve-licences.ts';
import {
  type AuthorisationAnswer,
  authoriseUseBody,
  makeShowCodeBody,
  type ShowCodeAnswer,
} from '../../shared/api/authorisations.ts';
import { type RetrievalAnswer, retrieveBody } from '../../shared/api/retrievals.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import type { ClientId, LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { counters, type HoldingPorts } from './holding-zone.ts';

let keys = 0;
const nextKey = () => {
  keys += 1;
  return `holding-${keys}`;
};

/** A holder's request as its handler hands it over. */
export function toHolderCall(
  holder: HolderCaller,
  route: string,
  parts: { readonly body: JsonObject; readonly key?: string | undefined },
): HolderCall {
  const by = `holder:${holder.digest}:${holder.person.digest}` as ClientId;
  const { body, key = nextKey() } = parts;
  return { holder, by, idempotencyKey: key, route, body };
}

export const itemCode = '210102-0001';
export const words = '申请门店招牌设置（示例）';

/** Body of `POST /v1/me/authorisations` that may be given on 22 November 2026. */
export const toAuthorisationBody = (licenceIds: readonly LicenceId[], parts: JsonObject = {}) => ({
  type: 'yinzheng-licence-use',
  licences: licenceIds.map((licenceId) => ({ licenceId, items: ['holders', 'KZ_FDDBR'] })),
  verifier: { client: counters.own },
  purpose: { itemCode, words },
  until: '2026-11-23T00:00:00Z',
  ...parts,
});

/** What holders and counters do, by one container. */
export function makeHoldingActs(ports: HoldingPorts) {
  const authoriseUse: AuthoriseUse = makeAuthoriseUse(ports);
  const makeShowCode = makeMakeShowCode(ports);
  const retrieveLicences = makeRetrieveLicences(ports);
  const authorise = async (holder: HolderCaller, body: JsonObject, key?: string) => {
    const call = toHolderCall(holder, 'POST /v1/me/authorisations', { body, key });
    const { answer } = await authoriseUse(call, authoriseUseBody.parse(body));
    return answer.body as unknown as AuthorisationAnswer;
  };
  const show = async (holder: HolderCaller, body: JsonObject, key?: string) => {
    const call = toHolderCall(holder, 'POST /v1/me/show-codes', { body, key });
    const { answer } = await makeShowCode(call, makeShowCodeBody.parse(body));
    return answer.body as unknown as ShowCodeAnswer;
  };
  return {
    authorise,
    show,
    /** A code's own 22 characters. */
    showCode: async (holder: HolderCaller, authorisationId: string) => {
      const { address = '' } = await show(holder, { authorisationId });
      return address.slice(address.indexOf('#') + 1);
    },
    retrieve: async (
      by: JsonObject,
      { client = counters.own, key = nextKey() }: { client?: ClientId; key?: string } = {},
    ) => {
      const asked = retrieveBody.parse({ itemCode, purpose: words, ...by });
      const written = await retrieveLicences({ client, idempotencyKey: key }, asked);
      const body = written.answer.body as unknown as RetrievalAnswer;
      return { body, replayed: written.replayed };
    },
  };
}

export type HoldingActs = ReturnType<typeof makeHoldingActs>;
