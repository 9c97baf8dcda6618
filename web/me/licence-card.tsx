import type { OwnLicence } from '../../shared/api/holder-licences.ts';
import { Said } from '../kit/said.tsx';
import type { PageLanguage } from '../kit/texts.ts';
import { FaceThumb } from './face-thumb.tsx';
import type { MeTexts } from './me-texts.ts';
import { meWords } from './me-words.ts';
import type { Names } from './use-type-names.ts';

interface Props {
  readonly licence: OwnLicence;
  readonly names: Names;
  /** Who issued it, by name; absent while that is not known. */
  readonly department?: string | undefined;
  readonly texts: MeTexts;
  readonly language: PageLanguage;
  readonly onOpen?: () => void;
}

const isGood = ({ state }: OwnLicence) => state === 'valid';

/** A licence drawn as a card, its state in words. */
export function LicenceCard(props: Props) {
  const { licence, names, department, texts, language, onOpen } = props;
  const { type, number, state, validFrom, validUntil } = licence;
  const title = names.type(type);
  return (
    <article class={`licence ${isGood(licence) ? 'good' : 'ended'}`}>
      <FaceThumb colour={names.colour(type)} />
      <h3>
        {onOpen === undefined ? (
          title
        ) : (
          <button type="button" class="title" onClick={onOpen}>
            {title}
          </button>
        )}
      </h3>
      <p class="standing">{meWords[language].licence[state]}</p>
      {department !== undefined && <p class="issuer">{department}</p>}
      <p class="number">
        {texts.number} <Said text={number} />
      </p>
      <p class="period">
        {texts.validity} {validFrom} {texts.until} {validUntil ?? texts.longTerm}
      </p>
    </article>
  );
}
