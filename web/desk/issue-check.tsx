import { Confirmation } from '../kit/confirmation.tsx';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { nameOf } from '../kit/use-directory.ts';
import type { DeskContext } from './desk-context.ts';
import { FacePicture } from './face-picture.tsx';
import { toHolderText } from './holder-text.ts';
import type { IssueDraft } from './issue-draft.ts';
import { issueTexts } from './issue-texts.ts';
import { toItemText } from './preview-face.tsx';
import type { TypeAnswer } from './type-answers.ts';

interface Props extends DeskContext {
  readonly type: TypeAnswer['licenceType'];
  readonly draft: IssueDraft;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** All that was filled in, as the face will have it, before it is sent. */
export function IssueCheck({ type, draft, texts, language, ...asked }: Props) {
  const own = issueTexts[language];
  const isSecond = type.approval === 'second-person';
  const items = type.items.map(({ code, name }) => {
    const value = draft.items[code];
    return [name, value === undefined ? '' : toItemText(value)] as const;
  });
  return (
    <Confirmation
      {...{ title: own.checkHeading, cancel: texts.change, isBusy: asked.isBusy }}
      confirm={isSecond ? own.sureDraft : own.sure}
      onConfirm={asked.onConfirm}
      onCancel={asked.onCancel}
    >
      <FacePicture
        title={nameOf(type, language)}
        number={draft.number === '' ? '' : `${texts.number} ${draft.number}`}
        label={texts.face}
        frame={type.face?.frame}
      >
        <SummaryList
          rows={toRows([
            [texts.holder, toHolderText(draft.holders, language)],
            ...items,
            [own.validFrom, draft.validFrom],
            [own.validUntil, draft.validUntil],
          ])}
        />
      </FacePicture>
      <p>{isSecond ? own.checkSayDraft : own.checkSay}</p>
    </Confirmation>
  );
}
