import { readBase64 } from '../../shared/formats/base64url.ts';
import { readText } from '../input.ts';
import { Usage } from '../output.ts';

/** A root certificate, DER, from a PEM file or from base64. @throws Usage */
export function readAnchor(file: string | undefined): Uint8Array {
  if (!file)
    throw new Usage('whom to trust? give --anchor FILE, the root certificate of the province');
  const text = readText(file).replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, '');
  try {
    return readBase64(text.replace(/\s/g, ''));
  } catch {
    throw new Usage(`${file} is not a certificate (PEM, or DER in base64)`);
  }
}
