import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CounterTexts } from './counter-texts.ts';
import { makeKeyBurst } from './key-burst.ts';

interface Props {
  readonly texts: CounterTexts;
  readonly isReady: boolean;
  /** Is a verdict shown? Then the field stands back. */
  readonly isSmall: boolean;
  readonly onScan: (text: string) => void;
  readonly onFile: (file: File) => void;
  /** Further ways to bring a code in. */
  readonly children?: ComponentChildren;
}

const isOfAnotherField = (target: EventTarget | null, field: HTMLElement | null) =>
  target !== field &&
  target instanceof HTMLElement &&
  /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
  target.getAttribute('type') !== 'file';

/**
 * Takes what a hand scanner types wherever the focus is, unless somebody fills in another field.
 * @param onBurst says whether it took it: then the key that ended it does nothing else
 */
function useHandScanner(
  field: { readonly current: HTMLTextAreaElement | null },
  onBurst: (text: string, wasComposed: boolean) => boolean,
): void {
  const latest = useRef(onBurst);
  latest.current = onBurst;
  useEffect(() => {
    const takePress = makeKeyBurst();
    const onKeyDown = (event: KeyboardEvent) => {
      if (isOfAnotherField(event.target, field.current)) return;
      const { code, key, shiftKey, isComposing, timeStamp: at } = event;
      const isCapsLock = event.getModifierState('CapsLock');
      const burst = takePress({ code, key, shiftKey, isComposing, isCapsLock, at });
      if (burst === undefined || !latest.current(burst.text, burst.wasComposed)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, [field]);
}

/**
 * Where a hand scanner types: Enter or Tab ends what it read. The field empties itself and keeps the
 * focus, so that the next licence can follow.
 */
export function ScanField({ texts, isReady, isSmall, onScan, onFile, children }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = () => {
    if (field.current !== null) field.current.value = '';
    field.current?.focus({ preventScroll: true });
  };
  const submit = () => {
    const text = field.current?.value ?? '';
    empty();
    onScan(text);
  };
  useHandScanner(field, (typed, wasComposed) => {
    const { value = '' } = field.current ?? {};
    const isInField = document.activeElement === field.current && !wasComposed;
    // what an input method still holds comes when it is left; nobody wants it
    if (wasComposed) field.current?.blur();
    empty();
    onScan(isInField && value !== '' ? value : typed);
    return true;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.shiftKey) return;
    const isEnd = event.key === 'Enter' || (event.key === 'Tab' && field.current?.value !== '');
    if (!isEnd) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      class={isSmall ? 'scan small' : 'scan'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label for="scan">{isSmall ? texts.next : texts.input}</label>
      <textarea
        id="scan"
        ref={field}
        rows={isSmall ? 1 : 2}
        aria-describedby="scan-hint"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onKeyDown={onKeyDown}
      />
      <p class="hint" id="scan-hint">
        {texts.inputHint}
      </p>
      <div class="acts">
        <button type="submit" class="act" disabled={!isReady}>
          {texts.submit}
        </button>
        <FileButton label={texts.file} onFile={onFile} />
        {children}
      </div>
    </form>
  );
}

/** Gives the focus back, so that the hand scanner goes on where it was. */
function FileButton({ label, onFile }: Pick<Props, 'onFile'> & { readonly label: string }) {
  const onChosen = (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (file !== undefined) onFile(file);
    input.value = '';
    document.getElementById('scan')?.focus();
  };
  return (
    <label class="file">
      <input
        type="file"
        accept="image/*,application/pdf,.txt,.jwt,.credential"
        onChange={(event) => onChosen(event.currentTarget)}
      />
      {label}
    </label>
  );
}
