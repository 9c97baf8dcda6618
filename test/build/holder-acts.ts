import { makeAcceptDelegation } from '../../functions/holding/accept-delegation/accept-delegation.ts';
import { makeAskForLicences } from '../../functions/holding/ask-for-licences/ask-for-licences.ts';
import { makeDecideRequest } from '../../functions/holding/decide-request/decide-request.ts';
import { makeDelegate } from '../../functions/holding/delegate/delegate.ts';
import { makeEndDelegation } from '../../functions/holding/end-delegation/end-delegation.ts';
import type { AuthorisationAnswer } from '../../shared/api/authorisations.ts';
import { type DelegationAnswer, delegateBody } from '../../shared/api/delegations.ts';
import {
  approveRequestBody,
  askForLicencesBody,
  type RetrievalRequestAnswer,
} from '../../shared/api/retrieval-requests.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { itemCode, toHolderCall, words } from './holding-requests.ts';
import { counters, type HoldingPorts } from './holding-zone.ts';
import { samplePersons } from './sample-holders.ts';
import { sampleTypeCodes } from './sample-types.ts';

/** The second sample person, who has nothing to do with the company: `otherPerson` of the zone. */
export const agent = { codeType: '111', code: samplePersons[1]?.code ?? '' };

/** Body of `POST /v1/me/delegations` that may be given on 22 November 2026. */
export const toDelegationBody = (licences: readonly LicenceId[], parts: JsonObject = {}) => ({
  ...{ delegate: agent, licences, maxUses: 2, until: '2026-11-23T00:00:00Z' },
  ...parts,
});

/** Body of `POST /v1/retrieval-requests`: holders, and the representative if the holder likes. */
export const wantedLicences = {
  licences: [
    {
      type: sampleTypeCodes.foodPermit,
      items: [{ name: 'holders' }, { name: 'KZ_FDDBR', required: false }],
    },
  ],
  purpose: { itemCode, words },
};

/** Who does what, with which key: a repeated one is the same request. */
interface Keyed {
  readonly holder: HolderCaller;
  readonly key?: string;
}

/** What holders and delegates do about delegations, by one container. */
function makeDelegationActs(ports: HoldingPorts) {
  const { delegationWriter: writer } = ports;
  const delegate = makeDelegate({ ...ports, writer, digests: ports.holderDigests });
  const accept = makeAcceptDelegation({ ...ports, writer });
  return {
    delegate: async ({ holder, key }: Keyed, body: JsonObject) => {
      const call = toHolderCall(holder, 'POST /v1/me/delegations', { body, key });
      const { answer } = await delegate(call, delegateBody.parse(body));
      return answer.body as unknown as DelegationAnswer;
    },
    accept: async ({ holder, key }: Keyed, id: string) => {
      const route = `POST /v1/me/delegations/${id}/acceptances`;
      const { answer } = await accept(toHolderCall(holder, route, { body: {}, key }), id);
      return answer.body as unknown as DelegationAnswer;
    },
    end: makeEndDelegation({ ...ports, writer }),
  };
}

/** What a counter asks a holder, and how that is decided, by one container. */
function makeRequestActs(ports: HoldingPorts) {
  const { ask, hear } = makeAskForLicences(ports);
  const { show, approve, decline } = makeDecideRequest(ports);
  const route = 'POST /v1/retrieval-requests';
  return {
    hear,
    showRequest: show,
    ask: async (key: string) => {
      const call = { by: counters.own, idempotencyKey: key, route, body: wantedLicences };
      const { answer } = await ask(call, askForLicencesBody.parse(wantedLicences));
      return answer.body as unknown as RetrievalRequestAnswer;
    },
    approve: async ({ holder, key }: Keyed, id: string, licences: readonly JsonObject[]) => {
      const body = { licences: [...licences] };
      const call = toHolderCall(holder, `POST approvals ${id}`, { body, key });
      const { answer } = await approve(call, id, approveRequestBody.parse(body));
      return answer.body as unknown as AuthorisationAnswer;
    },
    decline: async ({ holder, key }: Keyed, id: string) => {
      const call = toHolderCall(holder, `POST declines ${id}`, { body: {}, key });
      return (await decline(call, id)).answer.body;
    },
  };
}

/** What holders do beside giving leave themselves. */
export const makeHolderActs = (ports: HoldingPorts) => ({
  ...makeDelegationActs(ports),
  ...makeRequestActs(ports),
});

export type HolderActs = ReturnType<typeof makeHolderActs>;
