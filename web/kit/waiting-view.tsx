/** What a page says of what it asks for. */
export interface WaitingTexts {
  readonly loading: string;
  /** Where nobody answered. */
  readonly failed: string;
  readonly retry: string;
}

interface Props {
  readonly texts: WaitingTexts;
  readonly fault?: string | undefined;
  readonly onRetry: () => void;
}

/** Something is on its way, or did not come. */
export function WaitingView({ texts, fault, onRetry }: Props) {
  if (fault === undefined) return <p role="status">{texts.loading}</p>;
  return (
    <div role="alert">
      <p class="notice">{fault === '' ? texts.failed : fault}</p>
      <button type="button" onClick={onRetry}>
        {texts.retry}
      </button>
    </div>
  );
}

/** Why something could not be done. */
export function RefusalView({
  texts,
  refusal,
}: {
  readonly texts: WaitingTexts;
  readonly refusal?: string | undefined;
}) {
  return (
    <div role="alert">
      {refusal !== undefined && <p class="notice">{refusal === '' ? texts.failed : refusal}</p>}
    </div>
  );
}
