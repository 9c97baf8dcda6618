import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { LicenceDocument } from '../kit/licence-document.tsx';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { nameOf } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { LicenceFace } from './licence-face.tsx';
import { LicenceHistory } from './licence-history.tsx';
import { StateMark } from './licence-rows.tsx';
import { StateChange } from './state-change.tsx';
import { useType } from './use-types.ts';
import { listVersionKinds } from './version-kinds.ts';
import { versionTexts } from './version-texts.ts';

/** One licence of the department: its face, its versions and history, and what can be done about it. */
export function LicenceView(context: DeskContext & { readonly id: string }) {
  const { id, texts, call, go } = context;
  const { value, fault, reload } = useLoaded<ShownLicenceAnswer>(call, `/v1/licences/${id}`);
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'licences' })}>
          {texts.back}
        </button>
      </div>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <Known {...context} licence={value} onChanged={reload} />
      )}
    </>
  );
}

interface KnownProps extends DeskContext {
  readonly licence: ShownLicenceAnswer;
  readonly onChanged: () => void;
}

function Known({ licence, onChanged, ...context }: KnownProps) {
  const { texts, language, may, go } = context;
  const type = useType(context, licence.type).value?.licenceType;
  const { validFrom, validUntil = texts.longTerm } = licence;
  return (
    <>
      <ViewHeading text={type === undefined ? licence.type : nameOf(type, language)} />
      <p>
        <StateMark state={licence.state} language={language} />
      </p>
      <LicenceFace {...context} licence={licence} type={type} />
      <SummaryList
        rows={[
          { name: texts.identifier, value: licence.identifier },
          { name: texts.version, value: String(licence.version) },
          { name: texts.supersedes, value: licence.supersedes ?? '' },
          { name: texts.issued, value: licence.issued },
          { name: texts.validity, value: `${validFrom} ${texts.to} ${validUntil}` },
          { name: texts.changedAt, value: toLocalTime(licence.changedAt, language) },
        ]}
      />
      <LicenceDocument {...context} path={`/v1/licences/${licence.licenceId}/document`} />
      {may('licences:issue') && listVersionKinds(licence).length > 0 && (
        <div class="acts">
          <button type="button" onClick={() => go({ is: 'version', id: licence.licenceId })}>
            {versionTexts[language].open}
          </button>
        </div>
      )}
      {may('licences:change') && (
        <StateChange {...context} licence={licence} onChanged={onChanged} />
      )}
      <LicenceHistory {...context} history={licence.history} />
    </>
  );
}
