import { describe, expect, it } from 'vitest';
import { hearOnce } from '../../../web/kit/hear-once.ts';

/** What a page hears; `of` is what stands around the place where it happened. */
function happen(type: string, parts: { detail?: number; repeat?: boolean; key?: string }) {
  const page = new EventTarget();
  const stop = hearOnce(page);
  const button = { closest: (of: string) => (of === 'main button' ? {} : null) };
  const event = new Event(type, { cancelable: true });
  Object.assign(event, parts);
  Object.defineProperty(event, 'target', { value: button });
  page.dispatchEvent(event);
  stop();
  return event.defaultPrevented ? 'nothing' : 'heard';
}

describe('a button of the page', () => {
  it.each([
    ['click', { detail: 1 }, 'heard'],
    ['click', { detail: 2 }, 'nothing'],
    ['click', { detail: 3 }, 'nothing'],
    // by the keyboard, or by whoever speaks to the page
    ['click', { detail: 0 }, 'heard'],
    ['keydown', { key: 'Enter', repeat: false }, 'heard'],
    ['keydown', { key: 'Enter', repeat: true }, 'nothing'],
    ['keydown', { key: 'Tab', repeat: true }, 'heard'],
  ])('on %s %o: %s', (type, parts, what) => {
    expect(happen(type, parts)).toBe(what);
  });
});
