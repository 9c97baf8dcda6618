/** A word about something that went as it should; the page is whole without it, and it stays until the next. */
export function Toast({ text }: { readonly text: string | undefined }) {
  return (
    <div class="toast" role="status">
      {text !== undefined && <p>{text}</p>}
    </div>
  );
}
