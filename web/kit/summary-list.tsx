import type { ComponentChildren } from 'preact';
import { Said } from './said.tsx';

/** What there is to know, or was filled in, name by name; what came from elsewhere is text and nothing else. */
export interface SummaryRow {
  readonly name: string;
  readonly value: string;
  /** Address of the picture that stands there instead of text. */
  readonly picture?: string;
  /** What can be done about it. */
  readonly act?: ComponentChildren;
}

/** Names with values, without more to do. */
export const toRows = (pairs: readonly (readonly [string, string])[]): readonly SummaryRow[] =>
  pairs.map(([name, value]) => ({ name, value }));

/** Rows without a value are left out. */
export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  const shown = rows.filter(({ value, picture }) => value !== '' || picture !== undefined);
  if (shown.length === 0) return null;
  return (
    <dl class="facts">
      {shown.map(({ name, value, picture, act }) => (
        <div key={name}>
          <dt>
            <Said text={name} />
          </dt>
          <dd>
            <Said text={value} />
            {picture !== undefined && <img class="portrait" src={picture} alt={name} />}
            {act}
          </dd>
        </div>
      ))}
    </dl>
  );
}
