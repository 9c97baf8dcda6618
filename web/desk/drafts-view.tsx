import type { ListedDraftsAnswer } from '../../shared/api/licence-drafts.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { issueTexts } from './issue-texts.ts';
import { MoreButton, usePages } from './use-pages.tsx';
import { findName, useTypes } from './use-types.ts';

type Draft = ListedDraftsAnswer['drafts'][number];

/** Drafts of licences that wait for a second person. */
export function DraftsView(context: DeskContext) {
  const { texts, language, call, go } = context;
  const own = issueTexts[language];
  const types = useTypes(context);
  const path = '/v1/licence-drafts?state=awaiting-approval';
  const pages = usePages<Draft>(call, path, 'drafts');
  const { value, fault, reload } = pages;
  return (
    <>
      <ViewHeading text={own.draftsHeading} />
      {value === undefined && <WaitingView texts={texts} fault={fault} onRetry={reload} />}
      {value?.length === 0 && <p role="status">{own.noDrafts}</p>}
      <ul class="rows">
        {value?.map(({ draftId, type, draftedAt, draftedBy }) => (
          <li key={draftId}>
            <button type="button" class="row" onClick={() => go({ is: 'draft', id: draftId })}>
              {findName(types, type)}
            </button>
            <span>
              {own.draftedBy} <bdi>{draftedBy}</bdi>
            </span>
            <span class="hint">{toLocalTime(draftedAt, language)}</span>
          </li>
        ))}
      </ul>
      <MoreButton pages={pages} texts={texts} />
    </>
  );
}
