/** The second click of a double click, and a key that is held down: both mean what was pressed first. */
const isAgain = (event: Event): boolean =>
  event.type === 'click'
    ? (event as MouseEvent).detail > 1
    : (event as KeyboardEvent).repeat && (event as KeyboardEvent).key === 'Enter';

/**
 * A button of the page hears one click where somebody clicks twice: what stands in its place after the
 * first click, and agrees to something, was not meant.
 */
export function hearOnce(page: EventTarget): () => void {
  const hear = (event: Event) => {
    const isOfButton = (event.target as Element).closest('main button') !== null;
    if (!isOfButton || !isAgain(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const type of ['click', 'keydown']) page.addEventListener(type, hear, true);
  return () => {
    for (const type of ['click', 'keydown']) page.removeEventListener(type, hear, true);
  };
}
