import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useFocusAfter, useFocusWhile } from './use-focus-while.ts';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** What is going to happen, in plain words. */
  readonly children: ComponentChildren;
}

/** Asks before something is done, in its place on the page: nothing pops up, nothing runs out. */
export function Confirmation(props: Props) {
  const { title, confirm, cancel, isBusy = false, onConfirm, onCancel, children } = props;
  const titleId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusWhile(heading, { box: '.confirmation' });
  useFocusAfter(heading, isBusy);
  return (
    <section class="confirmation" aria-labelledby={titleId}>
      <h2 id={titleId} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
      <div class="acts">
        <button type="button" class="act" disabled={isBusy} onClick={onConfirm}>
          {confirm}
        </button>
        <button type="button" disabled={isBusy} onClick={onCancel}>
          {cancel}
        </button>
      </div>
    </section>
  );
}
