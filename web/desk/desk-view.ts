/** What of the desk is seen. */
export type DeskView =
  | { readonly is: TabName }
  | { readonly is: keyof typeof openedFrom; readonly id: string };

export type TabName =
  | 'work'
  | 'licences'
  | 'issue'
  | 'drafts'
  | 'bulk'
  | 'seals'
  | 'types'
  | 'proposals'
  | 'events'
  | 'counts'
  | 'provinces'
  | 'complaints';

/** From which tab one thing is opened. */
const openedFrom = {
  ...{
    licence: 'licences',
    version: 'licences',
    draft: 'drafts',
    job: 'bulk',
    seal: 'seals',
    type: 'types',
  },
  ...{ proposal: 'proposals', webhook: 'events' },
} as const satisfies Readonly<Record<string, TabName>>;

/** Which tab a view belongs to. */
export const tabOf = ({ is }: DeskView): TabName =>
  is in openedFrom ? openedFrom[is as keyof typeof openedFrom] : (is as TabName);
