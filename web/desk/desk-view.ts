/** What of the desk is seen. */
export type DeskView =
  | { readonly is: TabName }
  | { readonly is: 'licence'; readonly id: string }
  | { readonly is: 'draft'; readonly id: string }
  | { readonly is: 'seal'; readonly id: string };

export type TabName = 'licences' | 'issue' | 'drafts' | 'seals';

/** Which tab a view belongs to. */
export const tabOf: Readonly<Record<DeskView['is'], TabName>> = {
  ...{ licences: 'licences', licence: 'licences', issue: 'issue' },
  ...{ drafts: 'drafts', draft: 'drafts', seals: 'seals', seal: 'seals' },
};
