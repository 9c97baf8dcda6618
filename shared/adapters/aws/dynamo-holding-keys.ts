import type { AuthorisationId, DelegationId } from '../../domain/authorisation.ts';
import type { ClientId, Moment } from '../../domain/ids.ts';
import type { ShowCodeId } from '../../domain/show-code.ts';
import { text } from './dynamo-register-keys.ts';

const keyOf = (pk: string, sk: string) => ({ pk: text(pk), sk: text(sk) });
const momentDigits = 14;

/** Keys of the holding table, one function a row of its table in `docs/data-model.md`. */
export const holdingKeys = {
  authorisation: (id: AuthorisationId) => keyOf(`authorisation#${id}`, 'authorisation'),
  /** What stands in one authorisation's partition. */
  ofAuthorisation: (id: AuthorisationId) => `authorisation#${id}`,
  showCode: (id: AuthorisationId, code: ShowCodeId) =>
    keyOf(`authorisation#${id}`, `show-code#${code}`),
  /** Authorisations that somebody is party to. */
  authorisationsOf: (digest: string) => `authorisations#${digest}`,
  listedAuthorisation: (digest: string, id: AuthorisationId) =>
    keyOf(`authorisations#${digest}`, id),
  code: (mac: string) => keyOf(`code#${mac}`, 'code'),
  spoken: (counter: ClientId, digits: string) => keyOf(`spoken#${counter}#${digits}`, 'spoken'),
  delegation: (id: DelegationId) => keyOf(`delegation#${id}`, 'delegation'),
  delegationsOf: (digest: string) => `delegations#${digest}`,
  listedDelegation: (digest: string, id: DelegationId) => keyOf(`delegations#${digest}`, id),
  usesOf: (digest: string) => `uses#${digest}`,
  use: (digest: string, at: Moment, id: string) =>
    keyOf(`uses#${digest}`, `${String(at).padStart(momentDigits, '0')}#${id}`),
  /** What a party has against one use. */
  complaint: (digest: string, useId: string) => keyOf(`complaint#${digest}`, useId),
  complaintsOf: (whose: string) => `complaints#${whose}`,
  listedComplaint: (whose: string, id: string) => keyOf(`complaints#${whose}`, id),
  complaintAnswer: (id: string) => keyOf(`complaint-answer#${id}`, 'complaint-answer'),
  retrieval: (client: ClientId, keyDigest: string) =>
    keyOf(`retrieval#${client}#${keyDigest}`, 'retrieval'),
  /** That a retrieval was made, for whom it is told on to; says nothing of a holder. */
  made: (use: string) => keyOf(`made#${use}`, 'retrieval'),
  dutyCheck: (client: ClientId, keyDigest: string) =>
    keyOf(`duty-check#${client}#${keyDigest}`, 'duty-check'),
  /** Leads from a retrieval whose holder wants copies marked to its record. */
  copies: (retrievalId: string) => keyOf(`copies#${retrievalId}`, 'copies'),
  request: (id: string) => keyOf(`request#${id}`, 'request'),
  /** What a department, or a client of none, asked about, by MAC. */
  asked: (whose: string, subject: string) => keyOf(`asked#${whose}`, subject),
  /** What somebody did on a day, counted. */
  count: (of: string, day: string) => keyOf(`count#${of}`, day),
};
