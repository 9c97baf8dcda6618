import type { LicenceType } from '../../shared/domain/licence-type.ts';

/** `GET /v1/licence-types` */
export interface LicenceTypesAnswer {
  readonly licenceTypes: readonly Pick<LicenceType, 'code' | 'version' | 'name'>[];
}

/** `GET /v1/licence-types/{code}`: the latest definition, with defaults left out. */
export interface TypeAnswer {
  readonly licenceType: Omit<LicenceType, 'maxHolders' | 'holderCodeTypes'> &
    Partial<Pick<LicenceType, 'maxHolders' | 'holderCodeTypes'>>;
  readonly versions: readonly number[];
}
