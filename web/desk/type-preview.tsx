import type { ItemDefinition } from '../../shared/domain/licence-type.ts';
import { QrView } from '../kit/qr-view.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { nameOf } from '../kit/use-directory.ts';
import type { DeskContext } from './desk-context.ts';
import { FacePicture } from './face-picture.tsx';
import type { TypeAnswer } from './type-answers.ts';
import { typeTexts } from './type-texts.ts';

interface Props extends DeskContext {
  readonly type: TypeAnswer['licenceType'];
}

/** A value that an item of the sort could have. */
function toSampleValue(item: ItemDefinition, word: string): string {
  switch (item.kind) {
    case 'enum':
      return item.values[0] ?? word;
    case 'list':
      return item.values.slice(0, 2).join('、');
    case 'decimal':
      return '1200.50';
    case 'date':
      return '2026-01-01';
    case 'datetime':
      return '2026-01-01T08:00:00+08:00';
    default:
      return `${item.name}${word}`;
  }
}

/** How a licence of the type looks: its face, and how dense its printed code becomes. */
export function TypePreview({ type, texts, language, settings }: Props) {
  const own = typeTexts[language];
  // the one in force and the next may stand on one page
  const heading = `${own.face} · ${own.version} ${type.version}`;
  const rows = type.items.map((item) => ({
    name: item.name,
    value: toSampleValue(item, own.sampleValue),
  }));
  const printed = type.items.filter((item) => item.printed);
  const said = printed.map((item) => toSampleValue(item, own.sampleValue)).join('\n');
  // a signature, ids and dates come on top of the items: 220 characters
  const text = `${settings.provinceUrl}/q#${'0'.repeat(220)}${said}`;
  return (
    <section>
      <h3>{heading}</h3>
      <FacePicture
        title={type.face?.title ?? nameOf(type, language)}
        number={`${texts.number} ${own.sampleValue}`}
        label={heading}
        frame={type.face?.frame}
      >
        <SummaryList rows={rows} />
        <div class="face-foot">
          <QrView text={text} label={own.code} />
        </div>
      </FacePicture>
      <p class="hint">{own.codeHint}</p>
    </section>
  );
}
