import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { toItem } from '../kit/licence-items.ts';
import { readValues } from '../kit/licence-values.ts';
import { QrView } from '../kit/qr-view.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { nameOf } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import type { DeskContext } from './desk-context.ts';
import { FacePicture } from './face-picture.tsx';
import { holdersIn } from './licence-values.ts';
import type { SealAnswer } from './seal-answers.ts';
import { toImageAddress } from './seal-answers.ts';
import type { TypeAnswer } from './type-answers.ts';

interface Props extends DeskContext {
  readonly licence: ShownLicenceAnswer;
  readonly type: TypeAnswer['licenceType'] | undefined;
}

/** The face 照面 of a licence: what its credential says, its seal and its code. */
export function LicenceFace({ licence, type, texts, language, call, may }: Props) {
  const seal = useLoaded<SealAnswer>(call, `/v1/seals/${licence.seal}`).value;
  const values = readValues(licence.credential);
  const holders = holdersIn(values).map(({ name }) => name);
  const items = (type?.items ?? []).map(({ code, name }) => toItem(name, values.get(code) ?? ''));
  const rows = [{ name: texts.holder, value: holders.join('、') }, ...items];
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
