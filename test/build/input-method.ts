import type { Page } from 'playwright-core';

/** A text as a scanner types it while an input method is on: the method gets the keys, the page their places. */
export async function typeBehindInputMethod(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const shifted: Readonly<Record<string, string>> = { ':': 'Semicolon', '#': 'Digit3' };
  const plain: Readonly<Record<string, string>> = { '/': 'Slash', '.': 'Period' };
  const press = (code: string, modifiers: number) =>
    session.send('Input.dispatchKeyEvent', {
      ...{ type: 'rawKeyDown', code, modifiers, key: 'Process', windowsVirtualKeyCode: 229 },
    });
  const sent: Promise<unknown>[] = [];
  for (const one of text) {
    const letter = /[a-z]/i.test(one) ? `Key${one.toUpperCase()}` : `Digit${one}`;
    const isShifted = one in shifted || /[A-Z]/.test(one);
    sent.push(press(shifted[one] ?? plain[one] ?? letter, isShifted ? 8 : 0));
  }
  sent.push(
    session.send('Input.imeSetComposition', { text: '雅', selectionStart: 1, selectionEnd: 1 }),
  );
  sent.push(press('Enter', 0));
  await Promise.all(sent);
  await session.detach();
}
