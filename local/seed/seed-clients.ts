import { join } from 'node:path';
import { readNewClient } from '../../functions/governing/draft-client.ts';
import { makeEnterChange } from '../../functions/governing/enter-change.ts';
import { staffScopes } from '../../shared/config/staff-roles.ts';
import type { Client, Scope } from '../../shared/domain/client.ts';
import type { ClientId, DepartmentCode } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import type { DirectoryBootstrap } from '../../shared/ports/directory-proposals.ts';
import { type ClientFile, provideClientFile } from './client-file.ts';
import type { SampleDepartment } from './sample-departments.ts';

/** A department's sample clients: who drafts does not approve; a seal is applied for, made and enabled by different ones. */
export interface DepartmentClients {
  readonly licences: ClientFile;
  readonly approver: ClientFile;
  readonly sealApplicant: ClientFile;
  /** Looks up by duty. */
  readonly inspector: ClientFile;
  readonly sealKeeper: ClientFile;
  readonly counter: ClientFile;
  /** What the department's staff act for on its desk, by their roles. */
  readonly maker: ClientFile;
  readonly checker: ClientFile;
  readonly auditor: ClientFile;
}

/** Where clients are written to: the directory's table, and files for whoever plays them. */
export interface ClientSeed {
  readonly directory: Directory;
  readonly bootstrap: DirectoryBootstrap;
  readonly clock: Clock;
  /** Folder of the client files. */
  readonly folder: string;
  readonly issuer: string;
}

interface SampleClient {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly department?: DepartmentCode;
}

/** Where a client's file lies. */
export const clientPath = (folder: string, id: string) => join(folder, `${id}.json`);

/** Registers a department's clients. */
export async function seedDepartmentClients(
  seed: ClientSeed,
  { slug, department }: SampleDepartment,
): Promise<DepartmentClients> {
  const register = (role: string, words: string, scopes: readonly Scope[]) =>
    provideClient(seed, {
      id: `${slug}-${role}`,
      name: `${department.name}${words}`,
      scopes,
      department: department.code,
    });
  return {
    licences: await register('licences', '证照系统', [
      'licences:issue',
      'licences:read',
      'licences:change',
      'seals:read',
      'receipts:make',
      'seals:stamp',
      'events:read',
      'webhooks:keep',
    ]),
    approver: await register('approver', '核准', ['licences:approve', 'licences:read']),
    sealApplicant: await register('seal-applicant', '用章申请', ['seals:apply', 'seals:read']),
    counter: await register('counter', '政务窗口', [
      'licences:retrieve',
      'licences:check',
      'receipts:make',
    ]),
    inspector: await register('inspector', '执法', ['licences:look-up']),
    sealKeeper: await register('seal-keeper', '印章保管', ['seals:keep', 'seals:read']),
    maker: await register('maker', '经办', staffScopes.maker),
    checker: await register('checker', '复核', staffScopes.checker),
    auditor: await register('auditor', '审计', staffScopes.auditor),
  };
}

/** Registers the province's seal maker 制章机构. */
export function seedSealMaker(seed: ClientSeed, province: string): Promise<ClientFile> {
  const scopes = ['seals:make', 'seals:read'] as const;
  return provideClient(seed, { id: `${province}-seal-maker`, name: '制章机构（示例）', scopes });
}

/** Registers the two who govern the province: what one of them proposes, the other confirms. */
export async function seedGovernors(
  seed: ClientSeed,
  province: string,
): Promise<readonly ClientFile[]> {
  const scopes = ['directory:propose', 'directory:confirm', 'directory:read'] as const;
  const governors = [];
  for (const [which, name] of [
    ['one', '省级管理一（示例）'],
    ['two', '省级管理二（示例）'],
  ]) {
    const id = `${province}-governor-${which}`;
    governors.push(await provideClient(seed, { id, name: String(name), scopes }));
  }
  return governors;
}

/**
 * The file comes first: a client whose key nobody has would be of no use. A client that is registered
 * stays as it is, unless its file was lost and a new key had to be made.
 */
async function provideClient(seed: ClientSeed, sample: SampleClient): Promise<ClientFile> {
  const { directory, folder, issuer } = seed;
  const path = clientPath(folder, sample.id);
  const { file, isNew } = provideClientFile(path, { clientId: sample.id, issuer });
  const before = await directory.findClient(sample.id as ClientId);
  if (isNew || !before) await enterClient(seed, toRegistration(sample, file), before);
  return file;
}

async function enterClient(seed: ClientSeed, given: object, before: Client | undefined) {
  const after = await readNewClient(seed, given);
  const change = { kind: 'client', act: 'register-client', after } as const;
  await makeEnterChange(seed)(async () => (before === undefined ? change : { ...change, before }));
}

function toRegistration({ id, name, scopes, department }: SampleClient, file: ClientFile) {
  const { kty, crv, x, y } = file.privateKey;
  return {
    id,
    name,
    scopes,
    ...(department === undefined ? {} : { department }),
    keys: [{ kid: file.kid, kty, crv, x, y }],
  };
}
