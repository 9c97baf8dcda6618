import { useKeptView } from '../kit/use-kept-view.ts';

/** What of the page is seen. It stands in no address: the browser's history and this tab keep it. */
export type View =
  | { readonly is: 'licences' }
  | { readonly is: 'licence'; readonly id: string }
  | { readonly is: 'authorise'; readonly licences: readonly string[]; readonly delegation?: string }
  | { readonly is: 'code'; readonly id: string }
  | { readonly is: 'authorisations' }
  | { readonly is: 'uses' }
  | { readonly is: 'request'; readonly id: string }
  | { readonly is: 'delegations' }
  | { readonly is: 'delegate'; readonly licence?: string };

const first: View = { is: 'licences' };

export const useView = () => useKeptView<View>(first);
