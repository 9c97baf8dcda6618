import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { type SealAnswer, toImageAddress } from './seal-answers.ts';
import { SealRemake } from './seal-remake.tsx';
import { SealSteps } from './seal-steps.tsx';
import { sealTexts, sealWords } from './seal-texts.ts';
import { SealUses } from './seal-uses.tsx';
import { SealMark } from './seals-view.tsx';

/** One seal: its picture, how it stands, what can be done with it, and what it was used for. */
export function SealView(context: DeskContext & { readonly id: string }) {
  const { id, texts, call, go, may } = context;
  const { value, fault, reload } = useLoaded<SealAnswer>(call, `/v1/seals/${id}`);
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'seals' })}>
          {texts.back}
        </button>
      </div>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <>
          <SealFacts {...context} seal={value} />
          <SealSteps {...context} seal={value} onDone={reload} />
          {may('seals:apply') && value.state !== 'applied' && (
            <SealRemake {...context} seal={value} />
          )}
          <SealHistory {...context} seal={value} />
          {(may('seals:read') || may('seals:keep')) && !may('seals:make') && (
            <SealUses {...context} />
          )}
        </>
      )}
    </>
  );
}

interface Known extends DeskContext {
  readonly seal: SealAnswer;
}

/** Which one, and why. */
const toReplaced = (
  { seal, ground }: NonNullable<SealAnswer['replaces']>,
  language: DeskContext['language'],
) => `${seal} · ${sealWords[language].ground[ground]}`;

function SealFacts({ seal, texts, language }: Known) {
  const own = sealTexts[language];
  const { validFrom, validUntil, compromisedFrom } = seal;
  const validity =
    validFrom === undefined || validUntil === undefined
      ? ''
      : `${toLocalTime(validFrom, language)} ${texts.to} ${toLocalTime(validUntil, language)}`;
  return (
    <>
      <ViewHeading text={seal.name} />
      <p>
        <SealMark state={seal.state} language={language} />
      </p>
      {seal.image !== undefined && (
        <img
          class="seal"
          src={toImageAddress(seal.image)}
          alt={`${texts.sealImage} ${seal.name}`}
        />
      )}
      <SummaryList
        rows={[
          { name: own.kind, value: sealWords[language].kind[seal.kind] },
          { name: own.ofDepartment, value: seal.department },
          { name: own.validity, value: validity },
          {
            name: own.replaces,
            value: seal.replaces === undefined ? '' : toReplaced(seal.replaces, language),
          },
          { name: own.replacedBy, value: (seal.replacedBy ?? []).join('、') },
          {
            name: own.compromised,
            value: compromisedFrom === undefined ? '' : toLocalTime(compromisedFrom, language),
          },
        ]}
      />
    </>
  );
}

function SealHistory({ seal, language }: Known) {
  const own = sealTexts[language];
  return (
    <section>
      <h3>{own.history}</h3>
      <ol class="history" reversed>
        {seal.entries.toReversed().map(({ state, at, by, reason, compromisedFrom: since }) => (
          <li key={`${state}${at}`}>
            <p>
              <strong>{sealWords[language].standing[state]}</strong> {toLocalTime(at, language)}
            </p>
            <SummaryList
              rows={[
                { name: own.by, value: by },
                { name: own.reason, value: reason ?? '' },
                {
                  name: own.compromised,
                  value: since === undefined ? '' : toLocalTime(since, language),
                },
              ]}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
