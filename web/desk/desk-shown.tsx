import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import type { DeskView } from './desk-view.ts';

type View = ComponentType<DeskContext & { readonly id: string }>;

/** Each view is loaded when it is first opened: whoever signs in waits for what they look at, and for no more. */
const views: Readonly<Record<DeskView['is'], () => Promise<View>>> = {
  work: async () => (await import('./work-view.tsx')).WorkView,
  licences: async () => (await import('./licences-view.tsx')).LicencesView,
  licence: async () => (await import('./licence-view.tsx')).LicenceView,
  version: async () => (await import('./version-view.tsx')).VersionView,
  issue: async () => (await import('./issue-view.tsx')).IssueView,
  drafts: async () => (await import('./drafts-view.tsx')).DraftsView,
  draft: async () => (await import('./draft-view.tsx')).DraftView,
  bulk: async () => (await import('./bulk-view.tsx')).BulkView,
  job: async () => (await import('./job-view.tsx')).JobView,
  seals: async () => (await import('./seals-view.tsx')).SealsView,
  seal: async () => (await import('./seal-view.tsx')).SealView,
  proposals: async () => (await import('./proposals-view.tsx')).ProposalsView,
  proposal: async () => (await import('./proposal-view.tsx')).ProposalView,
  types: async () => (await import('./types-view.tsx')).TypesView,
  type: async () => (await import('./type-view.tsx')).TypeView,
  events: async () => (await import('./events-view.tsx')).EventsView,
  webhook: async () => (await import('./webhook-view.tsx')).WebhookView,
  counts: async () => (await import('./counts-view.tsx')).CountsView,
  provinces: async () => (await import('./provinces-view.tsx')).ProvincesView,
  complaints: async () => (await import('./complaints-view.tsx')).ComplaintsView,
};

interface Props {
  readonly view: DeskView;
  readonly context: DeskContext;
}

/** The view that is seen; of another one another of these is made. */
export function DeskShown({ view, context }: Props) {
  const [loaded, setLoaded] = useState<{ readonly View?: View; readonly fault?: string }>({});
  const load = () => {
    setLoaded({});
    views[view.is]().then(
      (View) => setLoaded({ View }),
      () => setLoaded({ fault: '' }),
    );
  };
  useEffect(load, []);
  const { View, fault } = loaded;
  if (View === undefined) return <WaitingView texts={context.texts} fault={fault} onRetry={load} />;
  return <View {...context} id={'id' in view ? view.id : ''} />;
}
