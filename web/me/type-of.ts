/** The licence type stands at the beginning of a licence's id. */
export const typeOf = ({ licenceId }: { readonly licenceId: string }): string =>
  licenceId.split('.')[0] ?? '';
