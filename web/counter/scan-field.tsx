import { useRef } from 'preact/hooks';
import type { Texts } from '../kit/texts.ts';

interface Props {
  readonly texts: Texts;
  readonly isReady: boolean;
  readonly onScan: (text: string) => Promise<void>;
}

const maxFileBytes = 256 * 1024;

/**
 * Where a hand scanner types: Enter or Tab ends what it read, unless an input method is still composing.
 * The field empties itself and keeps the focus, so that the next licence can follow.
 */
export function ScanField({ texts, isReady, onScan }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);

  const submit = () => {
    const text = field.current?.value ?? '';
    if (field.current !== null) field.current.value = '';
    field.current?.focus();
    void onScan(text);
  };
  const endsScan = (event: KeyboardEvent) =>
    event.key === 'Enter' || (event.key === 'Tab' && (field.current?.value ?? '') !== '');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.shiftKey || !endsScan(event)) return;
    event.preventDefault();
    submit();
  };
  const onFile = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    input.value = '';
    if (file === undefined) return;
    await onScan(file.size > maxFileBytes ? '?' : await file.text());
    field.current?.focus();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label for="scan">{texts.input}</label>
      <p class="hint" id="scan-hint">
        {texts.inputHint}
      </p>
      <textarea
        id="scan"
        ref={field}
        aria-describedby="scan-hint"
        autocomplete="off"
        spellcheck={false}
        onKeyDown={onKeyDown}
      />
      <div class="acts">
        <button type="submit" class="act" disabled={!isReady}>
          {texts.verify}
        </button>
        <label class="file">
          <input type="file" onChange={(event) => void onFile(event.currentTarget)} />
          {texts.file}
        </label>
      </div>
    </form>
  );
}
