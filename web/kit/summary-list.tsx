/** Names and what goes with them, as text and as nothing else: hostile values stay values. */
export function SummaryList({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  const shown = rows.filter(([, value]) => value !== '');
  if (shown.length === 0) return null;
  return (
    <dl class="facts">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
