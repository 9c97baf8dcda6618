import type { VersionKind } from '../../shared/domain/licence-version.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import type { FieldError } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { DeskContext } from './desk-context.ts';
import { DateField } from './item-field.tsx';
import type { TypeAnswer } from './type-answers.ts';
import { asksForEnd, type VersionGrounds } from './version-draft.ts';
import { versionTexts, versionWords } from './version-texts.ts';

interface Props extends Pick<DeskContext, 'texts' | 'language'> {
  readonly type: TypeAnswer['licenceType'];
  readonly kinds: readonly VersionKind[];
  readonly grounds: VersionGrounds;
  readonly errors: readonly FieldError[];
  readonly onChange: (grounds: VersionGrounds) => void;
}

/** What a version is made for, and the law and the facts that it rests on. */
export function GroundFields({ texts, language, type, kinds, grounds, errors, onChange }: Props) {
  const own = versionTexts[language];
  const words = versionWords[language];
  const isBad = (field: string) => errors.some((one) => one.field === field);
  const { legalBasis, reason } = grounds;
  return (
    <>
      <ChoiceField
        {...{ id: 'version-kind', label: own.kind, none: own.chooseKind, value: grounds.kind }}
        choices={kinds.map((code) => ({ code, name: words[code] }))}
        onChoose={(kind) => onChange({ ...grounds, kind: kind as VersionGrounds['kind'] })}
      />
      <TextField
        {...{ id: 'version-basis', label: texts.legalBasis, hint: texts.legalBasisHint }}
        {...{ value: legalBasis, isBad: isBad('version-basis') }}
        onInput={(text) => onChange({ ...grounds, legalBasis: text })}
      />
      <TextField
        {...{ id: 'version-reason', label: texts.reason, hint: texts.reasonHint }}
        {...{ value: reason, isBad: isBad('version-reason') }}
        onInput={(text) => onChange({ ...grounds, reason: text })}
      />
      {asksForEnd(grounds, type) && (
        <DateField
          {...{ id: 'version-until', label: own.validUntil, value: grounds.renewedUntil }}
          onChange={(renewedUntil) => onChange({ ...grounds, renewedUntil })}
        />
      )}
    </>
  );
}
