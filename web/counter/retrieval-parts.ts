import type { FieldError } from '../kit/error-summary.tsx';
import type { PageContext } from '../kit/page-frame.tsx';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import type { RetrievalTexts } from './retrieval-texts.ts';

/** What a retrieval is for, as the holder sees it. */
export interface Purpose {
  readonly itemCode: string;
  readonly words: string;
}

/** The answer of `POST /v1/retrievals`, as far as the page shows it. */
export interface RetrievedLicences {
  readonly licences: readonly { readonly licenceId: string; readonly credential: string }[];
}

/** What each way of retrieval is given. */
export interface FormProps {
  readonly texts: RetrievalTexts;
  readonly purpose: Purpose;
  readonly context: PageContext;
  readonly call: Call;
  readonly onRetrieved: (got: RetrievedLicences) => void;
  /** What is wrong with the form as it was sent; nothing where it is right. */
  readonly onErrors: (errors: readonly FieldError[]) => void;
}

/** What is wrong with the purpose, by the fields' ids. */
export function findPurposeErrors(
  { itemCode, words }: Purpose,
  texts: RetrievalTexts,
): readonly FieldError[] {
  const isCode = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/.test(itemCode);
  return [
    ...(isCode ? [] : [{ field: 'item-code', text: texts.itemCodeFault }]),
    ...(words.trim() === '' ? [{ field: 'words', text: texts.wordsFault }] : []),
  ];
}
