import { join } from 'node:path';
import { writeDurably } from '../kms/durable-file.ts';

/** Writes the province's root as PEM beside its sample clients, for whoever checks what it signs. */
export function writeTrustAnchor(folder: string, certificate: string): void {
  const lines = certificate.match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''];
  writeDurably(join(folder, 'root.pem'), pem.join('\n'));
}
