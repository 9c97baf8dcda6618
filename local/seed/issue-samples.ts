import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../kms/durable-file.ts';
import { readSampleLicences } from './sample-departments.ts';
import type { Registered, SeedOptions } from './seed-province.ts';
import { makeServiceClient } from './service-client.ts';

/**
 * Issues the sample licences whose credential files are not there yet, by the call that any
 * department makes. It also opens the first status list, so that it is published before anybody verifies.
 */
export async function issueSamples(
  { slug, folder, clock }: Pick<SeedOptions, 'slug' | 'folder' | 'clock'>,
  { departments }: Registered,
): Promise<void> {
  for (const [at, { department, application }] of readSampleLicences(slug).entries()) {
    const path = join(folder, `sample-licence-${at + 1}.credential`);
    const issuer = departments.find(({ sample }) => sample.department.code === department);
    if (!issuer || existsSync(path)) continue;
    const { credential } = await makeServiceClient(
      issuer.clients.licences,
      clock,
    )({
      path: '/v1/licences',
      body: { ...application, seal: issuer.clients.licences.seal },
      idempotencyKey: `seed-licence-${at + 1}`,
    });
    writeDurably(path, `${String(credential)}\n`);
  }
}
