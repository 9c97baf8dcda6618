import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import type { AuthoriseUsePorts } from '../../functions/holding/authorise-use/authorise-use.ts';
import type { MakeShowCodePorts } from '../../functions/holding/make-show-code/make-show-code.ts';
import type { RetrieveLicencesPorts } from '../../functions/holding/retrieve-licences/retrieve-licences.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import {
  makeDynamoAuthorisations,
  makeDynamoAuthorisationWriter,
} from '../../shared/adapters/aws/dynamo-authorisations.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoComplaints } from '../../shared/adapters/aws/dynamo-complaints.ts';
import {
  makeDynamoDelegations,
  makeDynamoDelegationWriter,
} from '../../shared/adapters/aws/dynamo-delegations.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoHolderLicences } from '../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoRetrievalRequests } from '../../shared/adapters/aws/dynamo-retrieval-requests.ts';
import { makeDynamoRetrievals } from '../../shared/adapters/aws/dynamo-retrievals.ts';
import { makeDynamoShowCodeWriter } from '../../shared/adapters/aws/dynamo-show-codes.ts';
import { makeDynamoUses } from '../../shared/adapters/aws/dynamo-uses.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import type { Scope } from '../../shared/domain/client.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import { toHolderText } from '../../shared/domain/holder-code.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { ClientId, DepartmentCode, HolderDigest } from '../../shared/domain/ids.ts';
import type { Holder } from '../../shared/domain/licence.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import type { Complaints } from '../../shared/ports/complaints.ts';
import type { Delegations, DelegationWriter } from '../../shared/ports/delegations.ts';
import type { Pause } from '../../shared/ports/pause.ts';
import type { RetrievalRequests } from '../../shared/ports/retrieval-requests.ts';
import type { KeyedDigests } from '../../shared/ports/signing-keys.ts';
import { toClient } from './callers.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { startIssuingZone } from './issuing-zone.ts';
import { makeTestKey } from './jwk.ts';
import { askForLicence } from './licences.ts';
import { sampleDepartment, sampleOrganisations, samplePersons } from './sample-holders.ts';

/** A verdict that any credential gets here: verifying has tests of its own. */
const verification = { verdict: 'valid', checks: [] } as const;

/** Counters 窗口 that may retrieve, and one client that may not. */
export const counters = {
  own: 'shenyang-counter' as ClientId,
  sister: 'shenyang-second-counter' as ClientId,
  other: 'dalian-counter' as ClientId,
  mute: 'shenyang-mute' as ClientId,
  checker: 'shenyang-checker' as ClientId,
  inspector: 'shenyang-inspector' as ClientId,
  otherInspector: 'dalian-inspector' as ClientId,
  /** Of no department. */
  bank: 'sample-bank' as ClientId,
};

/** Where some other counter belongs. */
export const otherDepartment = '11210200MB9Y10038M' as DepartmentCode;

type Zone = Awaited<ReturnType<typeof startIssuingZone>>;

async function registerCounters({ directoryWriter }: Zone): Promise<void> {
  const key = makeTestKey();
  const register = (id: ClientId, department: DepartmentCode, scopes: readonly Scope[]) =>
    directoryWriter.putClient(toClient(key, { id, name: `${id}（示例）`, department, scopes }));
  const own = sampleDepartment().code;
  await register(counters.own, own, ['licences:retrieve']);
  await register(counters.sister, own, ['licences:retrieve']);
  await register(counters.other, otherDepartment, ['licences:retrieve']);
  await register(counters.mute, own, ['licences:read']);
  await register(counters.checker, own, ['licences:check']);
  await register(counters.inspector, own, ['licences:look-up']);
  await register(counters.otherInspector, otherDepartment, ['licences:look-up']);
  const bank = { id: counters.bank, name: '示例银行', scopes: ['licences:check'] } as const;
  const { department: _none, ...ofNoDepartment } = toClient(key, bank);
  await directoryWriter.putClient(ofNoDepartment);
  await directoryWriter.putDepartment({
    ...sampleDepartment(),
    code: otherDepartment,
    name: '大连市自然资源局（示例）',
  });
}

/** What one container of all functions of the zone has. */
type ContainerPorts = AuthoriseUsePorts &
  MakeShowCodePorts &
  RetrieveLicencesPorts & {
    readonly delegations: Delegations;
    readonly delegationWriter: DelegationWriter;
    readonly requests: RetrievalRequests;
    readonly complaints: Complaints;
    readonly pause: Pause;
    /** What was logged: the event, and its fields as JSON. */
    readonly noted: string[];
    /** By the key behind holder links. */
    readonly holderDigests: KeyedDigests;
  };

interface ContainerOptions {
  readonly plan: NetworkPlan;
  /** How long a call may take, where many share one container and one engine. */
  readonly waitMilliseconds?: number | undefined;
}

function makeContainer(
  zone: Zone,
  keys: { readonly codeKey: string },
  { plan, waitMilliseconds }: ContainerOptions,
): ContainerPorts {
  const { clock, endpoints } = zone;
  const toConfig = (endpoint: string) => ({
    ...localClientConfig(endpoint),
    ...(waitMilliseconds ? { requestHandler: { requestTimeout: waitMilliseconds } } : {}),
  });
  const client = plan.into(makeDynamoClient(toConfig(endpoints.dynamodb)));
  const kms = plan.into(makeKmsClient(toConfig(endpoints.kms)));
  const table = makeHoldingTable({ client, table: 'holding' });
  const writers = { ...makeDynamoAuthorisationWriter(table), ...makeDynamoShowCodeWriter(table) };
  const { keep: keepAuthorisation } = makeDynamoAuthorisationWriter(table);
  const { keep: keepCode } = makeDynamoShowCodeWriter(table);
  const noted: string[] = [];
  const note = (event: string, fields: object) => {
    noted.push(`${event} ${JSON.stringify(fields)}`);
  };
  return {
    ...{ provinceUrl: 'https://liaoning.example', clock, random: systemRandom },
    ...{ noted, log: { note, alert: note } },
    records: table.records,
    writer: {
      ...writers,
      // one container serves several functions here
      keep: (keeping: never) =>
        'code' in (keeping as object) ? keepCode(keeping) : keepAuthorisation(keeping),
    } as unknown as AuthoriseUsePorts['writer'] & MakeShowCodePorts['writer'],
    authorisations: makeDynamoAuthorisations(table),
    delegations: makeDynamoDelegations(table),
    delegationWriter: makeDynamoDelegationWriter(table),
    requests: makeDynamoRetrievalRequests(table),
    complaints: makeDynamoComplaints(table),
    pause: async () => undefined,
    holderDigests: zone.makeContainer(plan).digests,
    retrievals: makeDynamoRetrievals(table),
    licences: makeDynamoHolderLicences({ client, table: zone.table }),
    directory: makeDynamoDirectory({ client, table: 'directory' }),
    digests: makeKmsKeyedDigests({ client: kms, keyId: keys.codeKey }),
    verify: async () => verification,
  };
}

/** The holding zone over real engines, beside an issuing zone that fills the register. */
export async function startHoldingZone() {
  const zone = await startIssuingZone();
  await createTables(zone.client, [{ name: 'holding' }]);
  await registerCounters(zone);
  const kms = makeKmsClient(localClientConfig(zone.endpoints.kms));
  const mac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
  const codeKey = (await kms.send(new CreateKeyCommand(mac))).KeyMetadata?.KeyId ?? '';
  const issuing = zone.makeContainer();
  const table = makeHoldingTable({ client: zone.client, table: 'holding' });
  const toCaller = async (holder: Holder, person = holder): Promise<HolderCaller> => {
    const digest = async (of: Holder) =>
      (await issuing.digests.digest('holder', toHolderText(of))) as HolderDigest;
    return {
      ...{ digest: await digest(holder), name: holder.name },
      kind: holder.codeType === '001' ? 'organisation' : 'person',
      person: { digest: await digest(person), name: person.name },
    };
  };
  const [company, otherCompany] = sampleOrganisations;
  const [person, otherPerson] = samplePersons;
  if (!company || !otherCompany || !person || !otherPerson) throw new Error('no samples');
  return {
    ...zone,
    holders: {
      company: await toCaller(company, person),
      otherCompany: await toCaller(otherCompany, otherPerson),
      person: await toCaller(person),
      otherPerson: await toCaller(otherPerson),
    },
    holding: table,
    authorisations: makeDynamoAuthorisations(table),
    delegations: makeDynamoDelegations(table),
    withdrawer: makeDynamoAuthorisationWriter(table),
    holderDigests: issuing.digests,
    issuing,
    uses: makeDynamoUses(table),
    /** As if so many had been counted on that day. */
    setCount: async (pk: string, sk: string, taken: number) => {
      const Item = { pk: { S: pk }, sk: { S: sk }, taken: { N: String(taken) } };
      await zone.client.send(new PutItemCommand({ TableName: 'holding', Item }));
    },
    /** Issues a food permit to the company. */
    issue: async () => {
      const { request, application } = askForLicence();
      const { answer } = await makeIssueLicence(issuing)(request, application);
      const { licenceId, credential } = answer.body as JsonObject;
      return { licenceId: readLicenceId(licenceId), credential: String(credential) };
    },
    makeHolding: (plan: NetworkPlan = makeNetworkPlan(), waitMilliseconds?: number) =>
      makeContainer(zone, { codeKey }, { plan, waitMilliseconds }),
  };
}

export type HoldingZone = Awaited<ReturnType<typeof startHoldingZone>>;
export type HoldingPorts = ReturnType<HoldingZone['makeHolding']>;
