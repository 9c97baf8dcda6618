import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** A field that has to be filled in otherwise, by its id in the page. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

interface Props {
  readonly title: string;
  readonly errors: readonly FieldError[];
}

/** Did somebody send a form or press a button of the page, and touch no field since? */
function useAsked(isAtOnce: boolean): { current: boolean } {
  const isAsked = useRef(isAtOnce);
  useLayoutEffect(() => {
    const ask = ({ type, target }: Event) => {
      isAsked.current ||= type === 'submit' || (target as Element).closest('main button') !== null;
    };
    const fill = () => {
      isAsked.current = false;
    };
    const heard = [['click', ask] as const, ['submit', ask] as const, ['input', fill] as const];
    for (const [type, hear] of heard) addEventListener(type, hear, true);
    return () => {
      for (const [type, hear] of heard) removeEventListener(type, hear, true);
    };
  }, []);
  return isAsked;
}

/** All that is wrong with a form, before it, each leading to its field; takes the focus once, from whoever sent the form. */
export function ErrorSummary({ title, errors }: Props) {
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  const isAsked = useAsked(errors.length > 0);
  useLayoutEffect(() => {
    if (errors.length === 0 || !isAsked.current) return;
    isAsked.current = false;
    box.current?.focus();
  });
  if (errors.length === 0) return null;
  return (
    <section ref={box} class="errors" role="alert" tabIndex={-1} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(field)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is wrong with one field, beside it. */
export function FieldFault({ field, errors }: Pick<Props, 'errors'> & { readonly field: string }) {
  const found = errors.find((one) => one.field === field);
  return found === undefined ? null : (
    <p class="fault" id={`${field}-fault`}>
      {found.text}
    </p>
  );
}
