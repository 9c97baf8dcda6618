/** What of the desk is seen. */
export type DeskView =
  | { readonly is: 'licences' }
  | { readonly is: 'licence'; readonly id: string };

export type TabName = 'licences';

/** Which tab a view belongs to. */
export const tabOf: Readonly<Record<DeskView['is'], TabName>> = {
  licences: 'licences',
  licence: 'licences',
};
