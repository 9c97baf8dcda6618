import type { ComponentType } from 'preact';
import { BulkView } from './bulk-view.tsx';
import { CountsView } from './counts-view.tsx';
import type { DeskContext } from './desk-context.ts';
import type { DeskView, TabName } from './desk-view.ts';
import { DraftView } from './draft-view.tsx';
import { DraftsView } from './drafts-view.tsx';
import { EventsView } from './events-view.tsx';
import { IssueView } from './issue-view.tsx';
import { JobView } from './job-view.tsx';
import { LicenceView } from './licence-view.tsx';
import { LicencesView } from './licences-view.tsx';
import { ProposalView } from './proposal-view.tsx';
import { ProposalsView } from './proposals-view.tsx';
import { ProvincesView } from './provinces-view.tsx';
import { SealView } from './seal-view.tsx';
import { SealsView } from './seals-view.tsx';
import { TypeView } from './type-view.tsx';
import { TypesView } from './types-view.tsx';
import { WebhookView } from './webhook-view.tsx';

const tabViews: Readonly<Record<TabName, ComponentType<DeskContext>>> = {
  licences: LicencesView,
  issue: IssueView,
  drafts: DraftsView,
  bulk: BulkView,
  seals: SealsView,
  proposals: ProposalsView,
  types: TypesView,
  events: EventsView,
  counts: CountsView,
  provinces: ProvincesView,
};

type OneView = ComponentType<DeskContext & { readonly id: string }>;
const oneViews: Readonly<Record<Extract<DeskView, { readonly id: string }>['is'], OneView>> = {
  licence: LicenceView,
  draft: DraftView,
  job: JobView,
  seal: SealView,
  type: TypeView,
  proposal: ProposalView,
  webhook: WebhookView,
};

interface Props {
  readonly view: DeskView;
  readonly context: DeskContext;
}

/** The view that is seen. */
export function DeskShown({ view, context }: Props) {
  if ('id' in view) {
    const One = oneViews[view.is];
    return <One {...context} id={view.id} />;
  }
  const Tab = tabViews[view.is];
  return <Tab {...context} />;
}
