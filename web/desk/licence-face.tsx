import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { listItems } from '../kit/licence-items.ts';
import { QrView } from '../kit/qr-view.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import type { DeskContext } from './desk-context.ts';
import { FacePicture } from './face-picture.tsx';
import type { SealAnswer } from './seal-answers.ts';
import { toImageAddress } from './seal-answers.ts';
import type { TypeAnswer } from './type-answers.ts';
import { nameOf } from './use-types.ts';

interface Props extends DeskContext {
  readonly licence: ShownLicenceAnswer;
  readonly type: TypeAnswer['licenceType'] | undefined;
}

/** The face 照面 of a licence: what its credential says, its seal and its code. */
export function LicenceFace({ licence, type, texts, language, call, may }: Props) {
  const seal = useLoaded<SealAnswer>(call, `/v1/seals/${licence.seal}`).value;
  const said = listItems(licence.credential);
  const nameOfItem = (code: string) => {
    if (code === 'holders') return texts.holder;
    return type?.items.find((one) => one.code === code)?.name ?? code;
  };
  const rows = said.map(({ name, ...item }) => ({ ...item, name: nameOfItem(name) }));
  return (
    <FacePicture
      title={type === undefined ? licence.type : nameOf(type, language)}
      number={`${texts.number} ${licence.number}`}
      label={texts.face}
      frame={type?.face?.frame}
    >
      <SummaryList rows={rows} />
      <div class="face-foot">
        <QrView text={licence.printedCode} label={texts.printedCode} />
        {may('seals:read') && seal?.image !== undefined && (
          <img
            class="seal"
            src={toImageAddress(seal.image)}
            alt={`${texts.sealImage} ${seal.name}`}
          />
        )}
      </div>
    </FacePicture>
  );
}
