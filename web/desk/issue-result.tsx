import type { KeptDraftAnswer } from '../../shared/api/licence-drafts.ts';
import type { IssuedLicenceAnswer } from '../../shared/api/licences.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import type { DeskContext } from './desk-context.ts';
import { issueTexts } from './issue-texts.ts';
import { PreviewFace } from './preview-face.tsx';

export type IssueAnswer = IssuedLicenceAnswer | KeptDraftAnswer;

interface Props extends DeskContext {
  readonly answer: IssueAnswer;
  readonly onAgain: () => void;
}

/** What came of it: a licence, or a draft that waits for a second person. */
export function IssueResult({ answer, onAgain, ...context }: Props) {
  const { language, go } = context;
  const own = issueTexts[language];
  const isDraft = 'draftId' in answer;
  return (
    <>
      <ViewHeading text={isDraft ? own.drafted : own.issued} />
      {isDraft && <PreviewFace {...context} preview={answer.preview} />}
      <div class="acts">
        {!isDraft && (
          <button
            type="button"
            class="act"
            onClick={() => go({ is: 'licence', id: answer.licenceId })}
          >
            {own.open}
          </button>
        )}
        <button type="button" onClick={onAgain}>
          {own.again}
        </button>
      </div>
    </>
  );
}
