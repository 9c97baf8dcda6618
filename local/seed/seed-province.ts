import { join } from 'node:path';
import type { SealId } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import type { DirectoryBootstrap } from '../../shared/ports/directory-proposals.ts';
import type { Seals } from '../../shared/ports/seals.ts';
import { writeDurably } from '../kms/durable-file.ts';
import { type ClientFile, writeClientFile } from './client-file.ts';
import { provideSeal } from './provide-seal.ts';
import { readSampleDepartments, type SampleDepartment } from './sample-departments.ts';
import {
  clientPath,
  type DepartmentClients,
  seedDepartmentClients,
  seedGovernors,
  seedSealMaker,
} from './seed-clients.ts';
import { seedDirectory } from './seed-directory.ts';

/** Where a province's samples go. */
export interface SeedOptions {
  readonly slug: string;
  readonly issuer: string;
  readonly directory: Directory;
  readonly bootstrap: DirectoryBootstrap;
  readonly seals: Seals;
  readonly clock: Clock;
  /** Folder of the client files. */
  readonly folder: string;
}

/** The registered samples: departments with their clients, and the seal maker. */
export interface Registered {
  readonly departments: readonly {
    readonly sample: SampleDepartment;
    readonly clients: DepartmentClients;
  }[];
  readonly maker: ClientFile;
}

/** One line of `samples.json`: a department, its client files and its seal. */
export interface Sample {
  readonly department: string;
  readonly name: string;
  readonly mayIssue: readonly string[];
  readonly clients: { readonly [Role in keyof DepartmentClients]: string };
  readonly seal: SealId;
}

/** Writes directory and clients: all that must stand before the service can be called. */
export async function registerSamples(options: SeedOptions): Promise<Registered> {
  const samples = readSampleDepartments(options.slug);
  await seedDirectory(options, samples);
  const departments = [];
  for (const sample of samples) {
    departments.push({ sample, clients: await seedDepartmentClients(options, sample) });
  }
  await seedGovernors(options, options.slug);
  return { departments, maker: await seedSealMaker(options, options.slug) };
}

/**
 * Has every department's seal made through the service, and writes down what there is to play with;
 * gives the registered samples with the seal in each licence client's file.
 */
export async function sealSamples(
  options: SeedOptions,
  { departments, maker }: Registered,
): Promise<Registered> {
  const { seals, clock, folder } = options;
  const sealed = await Promise.all(
    departments.map(async ({ sample, clients }) => {
      const seal = await provideSeal({ sample, clients, maker, seals, clock });
      const licences = noteSeal(folder, clients.licences, seal);
      return { sample, clients: { ...clients, licences }, seal };
    }),
  );
  const samples = sealed.map(({ sample, clients, seal }) => toSample(sample, clients, seal));
  writeDurably(join(folder, 'samples.json'), `${JSON.stringify(samples, null, 2)}\n`);
  return { departments: sealed, maker };
}

/** The client uses this seal unless told otherwise; what somebody wrote there stays. */
function noteSeal(folder: string, client: ClientFile, seal: SealId): ClientFile {
  if (client.seal !== undefined) return client;
  const noted = { ...client, seal };
  writeClientFile(clientPath(folder, client.clientId), noted);
  return noted;
}

function toSample(
  { department, mayIssue }: SampleDepartment,
  clients: DepartmentClients,
  seal: SealId,
): Sample {
  return {
    department: department.code,
    name: department.name,
    mayIssue,
    clients: {
      licences: `${clients.licences.clientId}.json`,
      approver: `${clients.approver.clientId}.json`,
      sealApplicant: `${clients.sealApplicant.clientId}.json`,
      inspector: `${clients.inspector.clientId}.json`,
      sealKeeper: `${clients.sealKeeper.clientId}.json`,
      counter: `${clients.counter.clientId}.json`,
      maker: `${clients.maker.clientId}.json`,
      checker: `${clients.checker.clientId}.json`,
      auditor: `${clients.auditor.clientId}.json`,
    },
    seal,
  };
}
