import { extname } from 'node:path';
import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { Usage } from '../output.ts';
import { type ClientFile, openSession, type ServiceSession } from '../service-client.ts';
import { type RememberedJob, rememberJob } from './remembered-job.ts';
import { uploadBulkFile } from './upload-file.ts';

/** Options of every command. */
export interface BulkOptions {
  readonly client?: string;
  readonly json?: boolean;
}

/** Options of commands that bring a file. */
export interface FileOptions {
  readonly type?: string;
  readonly seal?: string;
  readonly format?: string;
  readonly convert?: boolean;
  readonly renew?: boolean;
  readonly sample?: boolean;
  readonly wait?: boolean;
}

/** The department of the embedded run that issues food permits, and their type. */
const sample = {
  client: '.local/clients/liaoning/shenyang-market-regulation-licences.json',
  type: '11100000MB0341032Y902',
} as const;

/** What a file is brought for. */
export interface Bringing {
  readonly type: string;
  readonly seal: string | undefined;
  readonly operation: string;
  readonly start: 'at-once' | 'never';
  readonly format: string;
}

/** Who calls. @throws Usage */
export function sessionOf(
  command: Command,
  own: FileOptions = {},
): { client: ClientFile; session: ServiceSession } {
  const { client: given } = command.optsWithGlobals<BulkOptions>();
  const client = readClientFile(given ?? (own.sample ? sample.client : undefined));
  return { client, session: openSession(client) };
}

/** The form of a file, by its name unless told. */
export const formatOf = (file: string, own: FileOptions) =>
  own.format ?? extname(file).slice(1).toLowerCase();

/** What the file is brought for, by the options. @throws Usage */
export function toBringing(
  client: ClientFile,
  file: string,
  own: FileOptions,
): Omit<Bringing, 'start'> {
  const type = own.type ?? (own.sample ? sample.type : undefined);
  if (type === undefined) throw new Usage('which licence type? give --type CODE');
  const operation = own.renew ? 'renew' : own.convert ? 'convert' : 'issue';
  return { type, seal: own.seal ?? client.seal, operation, format: formatOf(file, own) };
}

/** The file as a complete upload; one that cannot be gone on with is forgotten, so that the next try begins anew. */
async function toUpload(
  session: ServiceSession,
  file: string,
  remembered: RememberedJob,
): Promise<string> {
  if (remembered.upload !== undefined) return remembered.upload;
  try {
    const upload = await uploadBulkFile(session, file, remembered.key);
    remembered.keep(upload);
    return upload;
  } catch (error) {
    remembered.forget();
    throw error;
  }
}

/** Uploads the file and has it taken; the same again goes on with the same job. */
export async function bring(session: ServiceSession, file: string, bringing: Bringing) {
  const remembered = rememberJob(file, Object.values(bringing).map(String));
  const upload = await toUpload(session, file, remembered);
  const { body } = await session.call({
    method: 'POST',
    path: '/v1/bulk-issues',
    body: { ...bringing, upload },
    idempotencyKey: `${remembered.key}-job`,
  });
  return { jobId: String(body['jobId']), forget: remembered.forget };
}
