import { useLayoutEffect, useRef } from 'preact/hooks';

/** A view's heading takes the focus when the view changes, so that whoever does not see it hears where they are. */
export function ViewHeading({ text }: { readonly text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <h2 class="view-heading" ref={heading} tabIndex={-1}>
      {text}
    </h2>
  );
}
