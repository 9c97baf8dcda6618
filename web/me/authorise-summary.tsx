import { fill } from '../kit/fill.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, type SummaryRow } from '../kit/summary-list.tsx';
import type { PageLanguage } from '../kit/texts.ts';
import { type AuthoriseDraft, durations } from './authorise-draft.ts';
import type { MeTexts } from './me-texts.ts';
import { typeOf } from './type-of.ts';
import type { Leave } from './use-leave.ts';
import type { Names } from './use-type-names.ts';

interface Props {
  readonly leave: Leave;
  readonly names: Names;
  readonly texts: MeTexts;
  readonly language: PageLanguage;
}

function toWhom({ whom, department, client }: AuthoriseDraft, texts: MeTexts): string {
  if (whom === 'department') return fill(texts.saidDepartment, { code: department });
  return whom === 'client' ? fill(texts.saidCounter, { code: client }) : texts.saidAnyone;
}

/** All of it in one sentence, then row by row with a way back to each step. */
export function AuthoriseSummary({ leave, names, texts, language }: Props) {
  const { draft, goTo } = leave;
  const { licences, words, minutes, maxUses, itemCode } = draft;
  const until = new Date(leave.until).toISOString();
  const duration = durations.find(([, value]) => value === minutes)?.[0] ?? 'hour1';
  const chosen = Object.entries(licences).map(([licenceId, items]) => {
    const type = typeOf({ licenceId });
    const seen = items.map((name) => names.item(type, name)).join('、');
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
          ...{ who: toWhom(draft, texts), words, times: String(maxUses) },
          until: toLocalTime(until, language),
          licences: chosen.map(({ name }) => name).join('、'),
        })}
      </p>
      <SummaryList
        rows={[
          toRow(
            texts.whichLicences,
            chosen.map(({ name, seen }) => `${name}：${seen}`).join('\n'),
            0,
          ),
          toRow(texts.whom, toWhom(draft, texts), 1),
          toRow(texts.whatFor, `${words}\n${itemCode}`, 2),
          toRow(texts.howLong, `${texts[duration]}，${maxUses} ${texts.times}`, 3),
        ]}
      />
    </>
  );
}
