import { useState } from 'preact/hooks';
import { checkHolderCode } from '../../shared/domain/holder-code.ts';
import { readIdentifier } from '../../shared/domain/identifier.ts';
import { type HolderCodeType, holderCodeTypes } from '../../shared/domain/licence-type.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { ErrorSummary } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import { codeTypeWords } from './code-type-words.ts';
import type { DeskContext } from './desk-context.ts';

/** What is looked for: a number, or a holder by code. Kept nowhere: it is personal. */
export type Sought =
  | { readonly number: string }
  | { readonly holder: { readonly codeType: HolderCodeType; readonly code: string } };

interface Props extends DeskContext {
  readonly onFind: (sought: Sought) => void;
}

/** The licence that an identifier names. */
function toLicenceId(text: string): string | undefined {
  try {
    return readIdentifier(text).licenceId;
  } catch {
    return undefined;
  }
}

/** As codes are kept: no blanks, capitals. */
const toCode = (text: string) => text.replace(/\s/g, '').toUpperCase();

/** Looks by identifier, number, or holder: one field, and what stands in it. */
export function FindForm({ texts, language, go, onFind }: Props) {
  const [by, setBy] = useState<HolderCodeType | ''>('');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const find = () => {
    const given = text.trim();
    setFault(undefined);
    if (by !== '') {
      const code = toCode(given);
      if (checkHolderCode(by, code) !== undefined) return setFault(texts.findBadCode);
      return onFind({ holder: { codeType: by, code } });
    }
    if (given === '') return setFault(texts.findBad);
    const id = toLicenceId(given);
    return id === undefined ? onFind({ number: given }) : go({ is: 'licence', id });
  };
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <ErrorSummary
        title={texts.problems}
        errors={fault === undefined ? [] : [{ field: 'find', text: fault }]}
      />
      <div class="filter">
        <ChoiceField
          {...{ id: 'find-by', label: texts.find, none: texts.findBy, value: by }}
          choices={holderCodeTypes.map((code) => ({
            code,
            name: `${texts.holder} · ${codeTypeWords[language][code]}`,
          }))}
          onChoose={(code) => setBy(code as HolderCodeType | '')}
        />
        <TextField
          {...{ id: 'find', label: texts.findWhat, value: text, onInput: setText }}
          {...{ isBad: fault !== undefined }}
        />
        <button type="submit" class="act">
          {texts.findOpen}
        </button>
      </div>
      <p class="hint">{texts.findHint}</p>
    </form>
  );
}
