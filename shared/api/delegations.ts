import * as z from 'zod';
import { delegationStates } from '../domain/delegation.ts';
import { holderCodeTypes } from '../domain/licence-type.ts';
import { licenceIdText, moment, purposeBody } from './authorisations.ts';

const maxLicences = 20;
const maxItemCodes = 50;
const mostAuthorisations = 1000;

/** Body of `POST /v1/me/delegations`. */
export const delegateBody = z.strictObject({
  /** A relative or an organisation's agent, by code: they accept in their own login. */
  delegate: z.strictObject({ codeType: z.enum(holderCodeTypes), code: z.string().max(40) }),
  licences: z.array(licenceIdText).min(1).max(maxLicences),
  /** Service items that authorisations may be for; any where there are none. */
  itemCodes: z.array(purposeBody.shape.itemCode).max(maxItemCodes).default([]),
  maxUses: z.int().min(1).max(mostAuthorisations).default(1),
  from: moment.optional(),
  until: moment,
});
export type AskedDelegation = z.output<typeof delegateBody>;

/** Body of `POST /v1/me/delegations/{id}/acceptances`. */
export const acceptDelegationBody = z.strictObject({});

/** A delegation as both parties are told of it; the delegate's code is told to nobody. */
export const delegationAnswer = z.object({
  delegationId: z.string(),
  state: z.enum(delegationStates),
  /** The caller's part in it. */
  as: z.enum(['holder', 'delegate']),
  holder: z.string(),
  madeBy: z.string(),
  /** Their name, once they accepted. */
  delegate: z.string().exactOptional(),
  licences: z.array(z.string()),
  itemCodes: z.array(z.string()),
  maxUses: z.int(),
  uses: z.int(),
  from: z.string(),
  until: z.string(),
  madeAt: z.string(),
  acceptedAt: z.string().exactOptional(),
  endedAt: z.string().exactOptional(),
});
export type DelegationAnswer = z.output<typeof delegationAnswer>;

/** Answer of `GET /v1/me/delegations`. */
export const delegationsAnswer = z.object({
  delegations: z.array(delegationAnswer),
  next: z.string().exactOptional(),
});
export type DelegationsAnswer = z.output<typeof delegationsAnswer>;
