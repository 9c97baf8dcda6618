/** A licence in one of the forms in which it is presented. */
export type Presented = { readonly credential: string } | { readonly printedCode: string };

/** A PDF, as a verification takes it. */
export interface PresentedDocument {
  readonly document: { readonly content: string } | { readonly upload: string };
}

const printedCode = /YZ1[A-Z2-7]{100}/;

/** Does a printed code stand in the text? No file is called so. */
export const hasPrintedCode = (text: string): boolean => printedCode.test(text);

/** What a text presents: a credential has `~` in it, which stands in no printed code. */
export function toPresented(text: string): Presented {
  const isPrinted = !text.includes('~') && hasPrintedCode(text);
  return isPrinted ? { printedCode: text } : { credential: text };
}
