import { fill } from '../kit/fill.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { punctuation } from '../kit/punctuation.ts';
import { SummaryList, type SummaryRow } from '../kit/summary-list.tsx';
import type { PageLanguage } from '../kit/texts.ts';
import type { Choice } from '../kit/use-directory.ts';
import { type AuthoriseDraft, durations } from './authorise-draft.ts';
import type { MeTexts } from './me-texts.ts';
import { typeOf } from './type-of.ts';
import type { Leave } from './use-leave.ts';
import type { Names } from './use-type-names.ts';
import { toVerifierWords } from './verifier-words.ts';

interface Props {
  readonly leave: Leave;
  readonly names: Names;
  readonly departments: readonly Choice[];
  readonly texts: MeTexts;
  readonly language: PageLanguage;
}

/** Whom the draft names, in words. */
function toWhom({ whom, department, client }: AuthoriseDraft, props: Props): string {
  const verifier = {
    ...(whom === 'department' && { department }),
    ...(whom === 'client' && { client }),
  };
  return toVerifierWords(verifier, props);
}

/** All of it in one sentence, then row by row with a way back to each step. */
export function AuthoriseSummary(props: Props) {
  const { leave, names, texts, language } = props;
  const { draft, goTo } = leave;
  const { colon, comma, list } = punctuation[language];
  const { licences, words, minutes, maxUses, itemCode } = draft;
  const until = new Date(leave.until).toISOString();
  const duration = durations.find(([, value]) => value === minutes)?.[0] ?? 'hour1';
  const chosen = Object.entries(licences).map(([licenceId, items]) => {
    const type = typeOf({ licenceId });
    const seen = items.map((name) => names.item(type, name)).join(list);
    return { name: names.type(type), seen: seen === '' ? texts.noItems : seen };
  });
  const toRow = (name: string, value: string, step: number): SummaryRow => ({
    ...{ name, value },
    act: (
      <button type="button" aria-label={`${texts.change} ${name}`} onClick={() => goTo(step)}>
        {texts.change}
      </button>
    ),
  });
  return (
    <>
      <p class="plain">
        {fill(texts.said, {
          ...{ who: toWhom(draft, props), words, times: String(maxUses) },
          until: toLocalTime(until, language),
          licences: chosen.map(({ name }) => name).join(list),
        })}
      </p>
      <SummaryList
        rows={[
          toRow(
            texts.whichLicences,
            chosen.map(({ name, seen }) => `${name}${colon}${seen}`).join('\n'),
            0,
          ),
          toRow(texts.whom, toWhom(draft, props), 1),
          toRow(texts.whatFor, `${words}\n${itemCode}`, 2),
          toRow(texts.howLong, `${texts[duration]}${comma}${maxUses} ${texts.times}`, 3),
        ]}
      />
    </>
  );
}
