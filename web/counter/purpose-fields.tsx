import type { FieldError } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { Purpose } from './retrieval-parts.ts';
import type { RetrievalTexts } from './retrieval-texts.ts';

interface Props {
  readonly texts: RetrievalTexts;
  readonly purpose: Purpose;
  readonly errors: readonly FieldError[];
  readonly onChange: (purpose: Purpose) => void;
}

/** What it is for; stays from one case to the next, and while somebody signs in again. */
export function PurposeFields({ texts, purpose, errors, onChange }: Props) {
  const isBad = (id: string) => errors.some(({ field }) => field === id);
  return (
    <fieldset>
      <legend>{texts.purpose}</legend>
      <TextField
        {...{ id: 'item-code', label: texts.itemCode, hint: texts.itemCodeHint }}
        value={purpose.itemCode}
        isBad={isBad('item-code')}
        onInput={(itemCode) => onChange({ ...purpose, itemCode: itemCode.trim() })}
      />
      <TextField
        {...{ id: 'words', label: texts.words, hint: texts.wordsHint }}
        value={purpose.words}
        isBad={isBad('words')}
        onInput={(words) => onChange({ ...purpose, words })}
      />
    </fieldset>
  );
}
