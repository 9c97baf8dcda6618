import type { SandboxCase } from '../../../shared/domain/sandbox-case.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { ClientFile } from '../client-file.ts';
import { makeServiceClient } from '../service-client.ts';

/** A licence in one of its forms. */
export interface SampleLicenceForms {
  readonly credential: string;
  readonly printedCode?: string;
}

/** Road transport operating permit 道路运输经营许可证. */
export const sandboxType = '11210000MB9Y900073905';

const holder = '货运通运输有限公司（示例）';
const application = {
  type: sandboxType,
  holders: [{ name: holder, codeType: '001', code: '91330203MA9GX0024W' }],
  items: { KZ_YHMC: holder, KZ_DZ: '示例市示例路5号', KZ_JYFW: ['道路普通货物运输', '机动车维修'] },
};

const grounds = { legalBasis: '道路运输条例（示例）', reason: '沙箱样例（示例）' };

/** A day so long ago that a term of four years is over. */
const longAgo = '2019-03-01';

/**
 * Has a department issue the sandbox's own licences and bring each into its state, by the calls that
 * any department makes; repeated under the same keys it gives the same licences.
 */
export async function issueOwnCases(
  client: ClientFile,
  clock: Clock,
): Promise<ReadonlyMap<SandboxCase, SampleLicenceForms>> {
  const post = makeServiceClient(client, clock);
  const { seal } = client;
  const issue = (name: SandboxCase, dates: object = {}) =>
    post({
      path: '/v1/licences',
      body: { ...application, ...dates, seal },
      idempotencyKey: `seed-sandbox-${name}`,
    });
  const change = async (name: SandboxCase, to: string) => {
    const issued = await issue(name);
    await post({
      path: `/v1/licences/${issued['licenceId']}/state-changes`,
      body: { to, ...grounds },
      idempotencyKey: `seed-sandbox-${name}-state`,
    });
    return issued;
  };
  const supersede = async () => {
    const issued = await issue('superseded');
    await post({
      path: `/v1/licences/${issued['licenceId']}/versions`,
      body: { kind: 'renew', ...grounds, seal },
      idempotencyKey: 'seed-sandbox-superseded-version',
    });
    return issued;
  };
  return new Map([
    ['valid', toForms(await issue('valid'))],
    ['suspended', toForms(await change('suspended', 'suspended'))],
    ['withdrawn', toForms(await change('withdrawn', 'withdrawn'))],
    ['superseded', toForms(await supersede())],
    ['expired', toForms(await issue('expired', { validFrom: longAgo }))],
  ]);
}

function toForms({ credential, printedCode }: Record<string, unknown>): SampleLicenceForms {
  const form = { credential: String(credential) };
  return typeof printedCode === 'string' ? { ...form, printedCode } : form;
}
