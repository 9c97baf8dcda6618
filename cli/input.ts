import { readFileSync } from 'node:fs';
import { isRfc3339 } from '../shared/domain/moment.ts';
import { Usage } from './output.ts';
import type { ClientFile } from './service-client.ts';

/** Reads a file, or standard input where the name is `-`. @throws Usage */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new Usage(`cannot read ${file === '-' ? 'standard input' : file}`);
  }
}

/** Milliseconds since 1970 of a time as the service takes it: with its offset, so that it is the same moment everywhere. @throws Usage */
export function readTime(time: string): number {
  if (!isRfc3339(time)) throw new Usage(`${time} is not a time like 2026-11-22T16:00:00+08:00`);
  return Date.parse(time);
}

/** The second that is asked about: now, or of the time given. @throws Usage */
export function readNowSeconds(time: string | undefined): number {
  return Math.floor((time === undefined ? Date.now() : readTime(time)) / 1000);
}

/** Reads a JSON file. @throws Usage */
export function readJsonFile(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readText(file)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(`${file} is not JSON`);
  }
}

/** The client file named by `--client` or YINZHENG_CLIENT. @throws Usage */
export function readClientFile(file: string | undefined): ClientFile {
  if (!file) throw new Usage('which client? give --client FILE or set YINZHENG_CLIENT');
  const found = readJsonFile(file) as unknown as ClientFile;
  if (!found.clientId || !found.issuer || !found.privateKey)
    throw new Usage(`${file} is not a client file`);
  return found;
}

/** A JSON file that is to be sent: whatever holds a private key stays here. @throws Usage */
export function readPublicFile(file: string): Record<string, unknown> {
  const given = readJsonFile(file);
  if ('privateKey' in given || 'd' in given)
    throw new Usage(`${file} holds a private key: hand in the public key only`);
  return given;
}
