import type { RetrievalTexts } from './retrieval-texts.ts';

interface Props {
  readonly texts: RetrievalTexts;
  /** The service's sentence, empty where nobody answered. */
  readonly refusal?: string | undefined;
}

/** Why something could not be done for a counter. */
export function FaultView({ texts, refusal }: Props) {
  return (
    <div role="alert">
      {refusal !== undefined && (
        <p class="notice">{refusal === '' ? texts.unreachable : `${texts.failed}${refusal}`}</p>
      )}
    </div>
  );
}
