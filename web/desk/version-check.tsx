import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { fill } from '../kit/fill.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { nameOf } from '../kit/use-directory.ts';
import type { DeskContext } from './desk-context.ts';
import type { TypeAnswer } from './type-answers.ts';
import type { Alteration, VersionGrounds } from './version-draft.ts';
import { versionTexts, versionWords } from './version-texts.ts';

interface Props extends DeskContext {
  readonly licence: ShownLicenceAnswer;
  readonly type: TypeAnswer['licenceType'];
  readonly grounds: VersionGrounds;
  readonly alterations: readonly Alteration[];
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** What the next version says otherwise, old and new beside each other, before it is made. */
export function VersionCheck({ licence, type, grounds, alterations, ...rest }: Props) {
  const { texts, language, isBusy, onConfirm, onCancel } = rest;
  const own = versionTexts[language];
  const isSecond = type.approval === 'second-person';
  const { kind, legalBasis, reason, renewedUntil } = grounds;
  const changed = alterations.map(({ name, before, after }) => {
    const [from, to] = [before, after].map((text) => (text === '' ? own.empty : text));
    return [name, fill(own.arrow, { before: from ?? '', after: to ?? '' })] as const;
  });
  return (
    <Confirmation
      {...{ title: own.check, confirm: isSecond ? own.sureDraft : own.sure, cancel: texts.change }}
      {...{ isBusy, onConfirm, onCancel }}
    >
      <SummaryList
        rows={toRows([
          [texts.type, nameOf(type, language)],
          [texts.number, licence.number],
          [own.kind, kind === '' ? '' : versionWords[language][kind]],
          [own.validUntil, renewedUntil],
          [texts.legalBasis, legalBasis],
          [texts.reason, reason],
        ])}
      />
      <h3>{own.changes}</h3>
      {changed.length === 0 ? <p>{own.noChanges}</p> : <SummaryList rows={toRows(changed)} />}
      <p>{isSecond ? own.saySecond : own.say}</p>
    </Confirmation>
  );
}
