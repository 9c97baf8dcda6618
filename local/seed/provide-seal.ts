import type { SealId } from '../../shared/domain/ids.ts';
import type { SealState } from '../../shared/domain/seal.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Seals } from '../../shared/ports/seals.ts';
import type { ClientFile } from './client-file.ts';
import type { SampleDepartment } from './sample-departments.ts';
import type { DepartmentClients } from './seed-clients.ts';
import { makeServiceClient } from './service-client.ts';

/** Who takes part in making a department's seal. */
export interface SealMakingParties {
  readonly sample: SampleDepartment;
  readonly clients: DepartmentClients;
  readonly maker: ClientFile;
  readonly seals: Seals;
  readonly clock: Clock;
}

/**
 * A department's enabled seal, by the same calls that anybody makes: applied for by one client, made
 * by another, enabled by a third. A seal that was left half-way is taken further; one that somebody
 * suspended or cancelled later stays so.
 */
export async function provideSeal(parties: SealMakingParties): Promise<SealId> {
  const { sample, clients, maker, seals, clock } = parties;
  const found = (await seals.listByDepartment(sample.department.code))[0];
  const id = found?.id ?? (await applyFor(sample, clients.sealApplicant, clock));
  const state = found?.state ?? 'applied';
  const change = async (client: ClientFile, to: SealState) => {
    await makeServiceClient(
      client,
      clock,
    )({
      path: `/v1/seals/${id}/state-changes`,
      body: { to },
      idempotencyKey: `seed-${id}-${to}`,
    });
  };
  if (state === 'applied') await change(maker, 'made');
  if (state === 'applied' || state === 'made') await change(clients.sealKeeper, 'enabled');
  return id;
}

async function applyFor(
  { slug, department }: SampleDepartment,
  applicant: ClientFile,
  clock: Clock,
): Promise<SealId> {
  const name = department.name.replace(/（示例）$/, '');
  const seal = await makeServiceClient(
    applicant,
    clock,
  )({
    path: '/v1/seals',
    body: { name: `${name}证照专用章（示例）`, kind: 'licence-special' },
    idempotencyKey: `seed-${slug}-apply`,
  });
  return String(seal['id']) as SealId;
}
