import type { ClientId, Moment, SealId } from '../../shared/domain/ids.ts';
import type { Seal, SealImage, SealState } from '../../shared/domain/seal.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { sampleDepartment } from './sample-holders.ts';

/** A picture, where nobody looks at it. */
export const sampleSealImage: SealImage = {
  kind: 'drawn',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  design: { shape: 'round', name: '示例局' },
};

/** The sample department's seal. */
export const sealId = 'seal-0000000000000000000000001a' as SealId;

/** Something that is one DER sequence, where nobody looks further. */
export const sampleCertificate = toBase64(Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01));

const yearMilliseconds = 365 * 24 * 3600 * 1000;

/** The sample department's seal, made at that moment and certified for a year. */
export function toSampleSeal(state: Exclude<SealState, 'applied'>, madeAt: Moment): Seal {
  const by = 'seal-keeper' as ClientId;
  return {
    ...{ id: sealId, department: sampleDepartment().code, name: '证照专用章（示例）' },
    kind: 'licence-special',
    image: sampleSealImage,
    entries: [{ seq: 1, state, at: madeAt, by }],
    state,
    making: {
      keyId: 'key-1',
      certificate: sampleCertificate,
      validFrom: madeAt,
      validUntil: (madeAt + yearMilliseconds) as Moment,
    },
  };
}
