import type { AgreedType } from '../../../shared/domain/agreement.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import type { TrustListDraft } from '../../../shared/formats/trust-list.ts';
import type { RecognisedType } from '../../../shared/formats/trust-list-recognition.ts';
import type { Directory } from '../../../shared/ports/directory.ts';

/** What a trust list says of other provinces: those that are not removed, and all that was ever agreed. */
export async function findRecognised(
  directory: Pick<Directory, 'listProvinces' | 'listAgreements'>,
): Promise<Pick<TrustListDraft, 'provinces' | 'agreements'>> {
  const provinces = await directory.listProvinces();
  const agreements = await directory.listAgreements();
  return {
    provinces: provinces
      .filter(({ state }) => state === 'recognised')
      .map(({ code, name, url, anchors }) => ({
        code,
        name,
        url,
        anchors: anchors.map(({ certificate, until }) => ({
          certificate: readBase64(certificate),
          ...toEnd(until),
        })),
      })),
    agreements: agreements.map(({ id, province, types }) => ({
      id,
      province,
      types: types.map(toRecognisedType),
    })),
  };
}

/** Only a proposal's end may be still to be told, and nothing is published of proposals. */
const toEnd = (until: Moment | 'on-confirmation' | undefined) =>
  typeof until === 'number' ? { until: toSeconds(until) } : {};

function toRecognisedType(one: AgreedType): RecognisedType {
  const { type, ownType = type, from, until, issuedFrom, issuedUntil, items } = one;
  return {
    type,
    ...(ownType === type ? {} : { ownType }),
    from: toSeconds(from),
    ...toEnd(until),
    ...(issuedFrom === undefined ? {} : { issuedFrom: toSeconds(issuedFrom) }),
    ...(issuedUntil === undefined ? {} : { issuedUntil: toSeconds(issuedUntil) }),
    items,
  };
}
