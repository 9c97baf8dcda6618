import { existsSync, readFileSync } from 'node:fs';
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

/** Reads a file whole. @throws Usage */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Usage(`cannot read ${file}`);
  }
}

/** Reads a file with one JSON object. @throws Usage */
export function readJsonFile(file: string): Record<string, unknown> {
  const text = readText(file);
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === 'object' && found !== null && !Array.isArray(found))
      return found as Record<string, unknown>;
  } catch {
    throw new Usage(`${file} is not JSON`);
  }
  throw new Usage(`${file} is not a JSON object`);
}

/** A licence id as given, or the one in a file that `licence issue --out` wrote. @throws Usage */
export function readLicenceId(given: string): string {
  if (!existsSync(given)) return given;
  const { licenceId } = readJsonFile(given);
  if (typeof licenceId !== 'string') throw new Usage(`${given} names no licence`);
  return licenceId;
}

/** The client file named by `--client` or YINZHENG_CLIENT. @throws Usage */
export function readClientFile(file: string | undefined): ClientFile {
  if (!file) throw new Usage('which client? give --client FILE or set YINZHENG_CLIENT');
  const found = readJsonFile(file) as unknown as ClientFile;
  const { kty, crv, d } = found.privateKey ?? {};
  const isKey = kty === 'EC' && crv === 'P-256' && typeof d === 'string';
  if (!found.clientId || !URL.canParse(found.issuer) || !isKey)
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
