import type { ListedDraftsAnswer } from '../../shared/api/licence-drafts.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { toName, useTypes } from '../kit/use-directory.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import type { DeskContext } from './desk-context.ts';
import { issueTexts } from './issue-texts.ts';

type Draft = ListedDraftsAnswer['drafts'][number];

/** Drafts of licences that wait for a second person. */
export function DraftsView(context: DeskContext) {
  const { texts, language, call, go } = context;
  const own = issueTexts[language];
  const types = useTypes(context.language);
  const path = '/v1/licence-drafts?state=awaiting-approval';
  const pages = usePages<Draft>(call, path, 'drafts');
  const { value } = pages;
  return (
    <>
      <ViewHeading text={own.draftsHeading} />
      {value?.length === 0 && <p role="status">{own.noDrafts}</p>}
      <ul class="rows">
        {value?.map(({ draftId, type, draftedAt, draftedBy }) => (
          <li key={draftId}>
            <button type="button" class="row" onClick={() => go({ is: 'draft', id: draftId })}>
              {toName(types, type)}
            </button>
            <span>
              {own.draftedBy} <bdi>{draftedBy}</bdi>
            </span>
            <span class="hint">{toLocalTime(draftedAt, language)}</span>
          </li>
        ))}
      </ul>
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}
