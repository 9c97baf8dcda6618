/** Words of the document with what stands between back ticks as code. */
export function RichText({ text }: { readonly text: string }) {
  const parts = text.split('`');
  return (
    <>
      {parts.map((part, at) =>
        // every other part stood between back ticks
        at % 2 === 0 ? (
          part
        ) : (
          <code key={`${at}${part}`} class="term">
            {part}
          </code>
        ),
      )}
    </>
  );
}
