import { showUnseen } from '../../shared/domain/text.ts';
import type { Check, Verdict } from '../../shared/verify/verdict.ts';
import { toPictureAddress } from './item-picture.ts';
import type { PageContext } from './page-frame.tsx';
import type { PageVerdict } from './page-verifier.ts';
import { isReason, toSentence } from './reason-sentences.ts';
import { SummaryList, type SummaryRow, toRows } from './summary-list.tsx';
import type { Texts } from './texts.ts';

/** A shape for each verdict, so that none rests on colour alone. */
const shapes: Readonly<Record<Verdict, string>> = {
  valid: 'M6 13l5 5L20 7',
  invalid: 'M6 6l12 12M18 6L6 18',
  indeterminate: 'M9 9a3 3 0 1 1 4 2.8c-1 .5-1 1-1 2.2M12 18v.5',
};

const isTrouble = ({ outcome }: Check) => outcome === 'failed' || outcome === 'indeterminate';

/** The first thing that stands in the way, in a sentence that a clerk can repeat. */
export function toMainSentence({ verification }: PageVerdict, context: PageContext): string {
  const { texts, preferences } = context;
  const { verdict, checks } = verification;
  if (verdict === 'valid') return texts.validSay;
  const wanted = verdict === 'invalid' ? 'failed' : 'indeterminate';
  const trouble = checks.find(({ outcome }) => outcome === wanted);
  return trouble !== undefined && 'reason' in trouble && isReason(trouble.reason)
    ? toSentence(trouble.reason, preferences.language)
    : texts[verdict];
}

function outcomeText({ outcome }: Check, texts: Texts): string {
  if (outcome === 'passed') return texts.passed;
  if (outcome === 'failed') return texts.failed;
  return outcome === 'indeterminate' ? texts.doubt : texts.notApplicable;
}

/** `3 分钟前`. */
export function toAge(milliseconds: number, texts: Texts): string {
  const { minutes: ofMinutes, hours: ofHours } = texts;
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return texts.justNow;
  return minutes < 120 ? `${minutes} ${ofMinutes}` : `${Math.floor(minutes / 60)} ${ofHours}`;
}

/** Word, shape, colour and sentence together; nothing of the three verdicts looks like another. */
export function VerdictView({ found, context, now }: ViewProps) {
  const { texts } = context;
  const { verification } = found;
  const { verdict, statusAsOf } = verification;
  return (
    <section class={`verdict ${verdict}`}>
      <div class="result" role="alert">
        <svg viewBox="0 0 24 24" aria-hidden="true" class="mark">
          <path d={shapes[verdict]} />
        </svg>
        <div>
          <h2>{texts[verdict]}</h2>
          <p class="sentence">{toMainSentence(found, context)}</p>
          {verdict === 'indeterminate' && <p class="next">{texts.indeterminateNext}</p>}
        </div>
      </div>
      <p class="age">
        {statusAsOf === undefined ? (
          texts.listNone
        ) : (
          <>
            {texts.statusAsOf} <time dateTime={statusAsOf}>{toLocal(statusAsOf)}</time>
            {texts.ageOpen}
            {toAge(now - Date.parse(statusAsOf), texts)}
            {texts.ageClose}
          </>
        )}
      </p>
      <SummaryList
        rows={[
          ...toPictures(found),
          ...toRows(toFacts({ found, texts, language: context.preferences.language })),
        ]}
      />
      <Details found={found} context={context} />
    </section>
  );
}

interface ViewProps {
  readonly found: PageVerdict;
  readonly context: PageContext;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** As clocks in China show it. */
export function toLocal(time: string): string {
  return new Date(time).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}

/** A text's own form; what is shown as a picture has none. */
function toText(value: unknown): string {
  if (toPictureAddress(value) !== undefined) return '';
  if (Array.isArray(value)) return value.map(toText).join('、');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function toHolders(holders: unknown): string {
  if (!Array.isArray(holders)) return '';
  return holders.map((one) => toText((one as { readonly name?: unknown }).name ?? '')).join('、');
}

/** Pictures that the licence shows, first of all whose it is: whoever stands there can be compared with it. */
function toPictures({ verification, names }: PageVerdict): readonly SummaryRow[] {
  return Object.entries(verification.licence?.items ?? {}).flatMap(([code, value]) => {
    const picture = toPictureAddress(value);
    const name = names?.items.get(code) ?? code;
    return picture === undefined ? [] : [{ name, value: '', picture }];
  });
}

export interface FactsProps {
  readonly found: PageVerdict;
  readonly texts: Texts;
  readonly language: string;
}

/** What of a licence is shown, by its names; what was shortened on paper says so. */
export function toFacts({
  found,
  texts,
  language,
}: FactsProps): readonly (readonly [string, string])[] {
  const { licence } = found.verification;
  if (licence === undefined) return [];
  const { type, number, holders, department, validFrom, validUntil, items } = licence;
  const mark = (code: string, text: string) =>
    licence.shortened?.includes(code) ? `${text}${texts.shortened}` : text;
  const named = found.names?.names.get(language) ?? found.names?.name;
  const facts: readonly (readonly [string, string])[] = [
    [texts.type, named ?? type],
    [texts.number, number === undefined ? '' : mark('number', toText(number))],
    [texts.holder, toHolders(holders)],
    [texts.department, `${department.name}（${department.code}）`],
    [texts.validity, `${validFrom} ${texts.until} ${validUntil ?? texts.longTerm}`],
    ...Object.entries(items).map(
      ([code, value]) => [found.names?.items.get(code) ?? code, mark(code, toText(value))] as const,
    ),
  ];
  return facts.map(([name, text]) => [showUnseen(name), showUnseen(text)]);
}

function Details({ found, context }: Pick<ViewProps, 'found' | 'context'>) {
  const { texts, preferences } = context;
  return (
    <details>
      <summary>{texts.details}</summary>
      <ul class="checks">
        {found.verification.checks.map((check) => (
          <li key={check.name} class={isTrouble(check) ? check.outcome : ''}>
            <code>{check.name}</code> {outcomeText(check, texts)}
            {'reason' in check && isReason(check.reason) && (
              <span> {toSentence(check.reason, preferences.language)}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
