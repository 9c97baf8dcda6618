import type { ComponentChildren } from 'preact';
import { Said } from '../kit/said.tsx';

interface Props {
  readonly title: string;
  readonly number: string;
  readonly label: string;
  /** As the type's template says. */
  readonly frame?: string | undefined;
  readonly children: ComponentChildren;
}

/** A licence's face as a sheet with its frame. */
export function FacePicture({ title, number, label, frame = 'plain', children }: Props) {
  return (
    <section class={`face ${frame}`} aria-label={label}>
      <p class="face-title">{title}</p>
      {number !== '' && (
        <p class="face-number">
          <Said text={number} />
        </p>
      )}
      {children}
    </section>
  );
}
