import type { ProposalSummaryBody } from '../../shared/api/directory.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import type { DeskContext } from './desk-context.ts';
import { typeTexts } from './type-texts.ts';

/** Changes of the directory that wait for a second governor. */
export function ProposalsView(context: DeskContext) {
  const { texts, language, call, go } = context;
  const own = typeTexts[language];
  const path = '/v1/proposals?state=open';
  const pages = usePages<ProposalSummaryBody>(call, path, 'proposals');
  const { value } = pages;
  return (
    <>
      <ViewHeading text={own.proposals} />
      {value?.length === 0 && <p role="status">{own.noProposals}</p>}
      <ul class="rows">
        {value?.map(({ id, act, subject, proposedAt }) => (
          <li key={id}>
            <button type="button" class="row" onClick={() => go({ is: 'proposal', id })}>
              <bdi>{subject}</bdi>
            </button>
            <span>{act}</span>
            <span class="hint">{toLocalTime(proposedAt, language)}</span>
          </li>
        ))}
      </ul>
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}
