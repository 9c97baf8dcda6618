import type { LicenceType } from '../../shared/domain/licence-type.ts';

/** `GET /v1/licence-types/{code}`: the latest definition, as it may be proposed again. */
export interface TypeAnswer {
  readonly licenceType: Omit<LicenceType, 'maxHolders' | 'holderCodeTypes'> &
    Partial<Pick<LicenceType, 'holderCodeTypes'>> & { readonly holders?: { readonly max: number } };
  readonly versions: readonly number[];
}
