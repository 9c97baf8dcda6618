import type { IncomingMessage } from 'node:http';
import { accounts, findAccount, levels } from './accounts.ts';

const maxFormBytes = 4096;

const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page to choose a sample by: there are no passwords here. Forms carry `account` and `level`. */
export function renderLoginPage(uid: string): string {
  const options = accounts
    .map(({ id, label }) => `<button name="account" value="${id}">${escapeHtml(label)}</button>`)
    .join('\n');
  const choices = levels
    .map((level) => `<option value="${level}">${escapeHtml(level)}</option>`)
    .join('');
  return `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>示例身份认证</title>
<style>body{font:18px/1.6 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}button{display:block;width:100%;min-height:60px;margin:.5rem 0;font:inherit;text-align:start}</style>
<h1>示例身份认证</h1>
<p>仅供本机演示：请选择一个示例身份。 Samples only: choose whom to log in as.</p>
<form method="post" action="/login/${escapeHtml(uid)}">
<label>认证等级 <select name="level">${choices}</select></label>
${options}
</form></html>`;
}

/** Asks once more; the form is the library's own. */
export function renderLogoutPage(form: string): string {
  return `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>退出示例身份认证</title>
<style>body{font:18px/1.6 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}button{min-height:60px;min-width:10rem;font:inherit}</style>
<h1>退出示例身份认证</h1>
${form}
<button form="op.logoutForm" name="logout" value="yes">退出 Sign out</button>
</html>`;
}

/** Who was chosen, at which level; nothing for a form that names nobody. */
export async function readChoice(
  message: IncomingMessage,
): Promise<{ readonly accountId: string; readonly acr: string } | undefined> {
  let text = '';
  for await (const part of message) {
    text += String(part);
    if (text.length > maxFormBytes) return undefined;
  }
  const form = new URLSearchParams(text);
  const account = findAccount(form.get('account') ?? '');
  const acr = levels.find((level) => level === (form.get('level') ?? levels[0]));
  return account && acr && { accountId: account.id, acr };
}
