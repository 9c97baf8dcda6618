import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { readLicenceType } from '../../../shared/domain/licence-type-reading.ts';
import type { DirectoryWriter } from '../../../shared/ports/directory.ts';

export interface DefineLicenceTypePorts {
  readonly writer: Pick<DirectoryWriter, 'putLicenceType'>;
}

export type DefineLicenceType = (given: unknown) => Promise<LicenceType>;

/**
 * Writes one version of a licence type 证照类型. A version once written never changes.
 * @throws Problem `request-invalid`, `state-conflict`, from the function that it makes
 */
export function makeDefineLicenceType(ports: DefineLicenceTypePorts): DefineLicenceType {
  return async (given) => {
    const type = readLicenceType(given);
    await ports.writer.putLicenceType(type);
    return type;
  };
}
