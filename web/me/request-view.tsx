import { useState } from 'preact/hooks';
import type { OwnLicence } from '../../shared/api/holder-licences.ts';
import type { AskedOfHolderAnswer } from '../../shared/api/retrieval-requests.ts';
import { fill } from '../kit/fill.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { Said } from '../kit/said.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { useAct } from '../kit/use-act.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ListEnd, useWholeList } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView, WaitingView } from '../kit/waiting-view.tsx';
import type { MeContext } from './me-context.ts';
import { type Answered, RequestedLicence } from './requested-licence.tsx';
import { useTypeNames } from './use-type-names.ts';

/** A counter asks: who, what, why, until when; items that are not needed can be left out. */
export function RequestView(props: MeContext & { readonly id: string }) {
  const { id, texts, call } = props;
  const asked = useLoaded<AskedOfHolderAnswer>(call, `/v1/me/retrieval-requests/${id}`);
  const held = useWholeList<OwnLicence>(call, '/v1/me/licences', 'licences');
  const fault = asked.fault ?? held.fault;
  const reload = () => {
    asked.reload();
    held.reload();
  };
  if (asked.value === undefined || held.value === undefined) {
    return <WaitingView texts={texts} fault={fault} onRetry={reload} />;
  }
  return (
    <>
      <KnownRequest {...props} request={asked.value} licences={held.value} />
      <ListEnd pages={held} texts={texts} />
    </>
  );
}

interface KnownProps extends MeContext {
  readonly id: string;
  readonly request: AskedOfHolderAnswer;
  readonly licences: readonly OwnLicence[];
}

type Outcome = 'approved' | 'declined';

function KnownRequest(props: KnownProps) {
  const { id, request, licences, texts, language, call, go } = props;
  const [answers, setAnswers] = useState<Readonly<Record<string, Answered>>>({});
  const [isChecked, setChecked] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const act = useAct(call);
  const types = request.licences.map(({ type }) => type);
  const names = useTypeNames(types, { ...props, words: texts });
  const given = types.flatMap((type) => answers[type] ?? []);
  const isWhole = given.length === types.length;
  const who = request.verifier.departmentName ?? request.verifier.name;
  const decide = async (decision: 'approvals' | 'declines', body: object) => {
    const path = `/v1/me/retrieval-requests/${id}/${decision}`;
    if ((await act.run({ method: 'POST', path, body })) === undefined) return;
    setOutcome(decision === 'approvals' ? 'approved' : 'declined');
  };
  if (outcome !== undefined || request.state !== 'waiting') {
    return <SettledView {...{ outcome, texts, go }} />;
  }
  return (
    <>
      <ViewHeading text={texts.requestTitle} />
      <p class="plain">
        <Said text={who} /> {texts.requestAsks}
      </p>
      <SummaryList
        rows={[
          { name: texts.requestWho, value: `${who}\n${request.verifier.name}` },
          { name: texts.whatFor, value: `${request.purpose.words}\n${request.purpose.itemCode}` },
          { name: texts.requestUntil, value: toLocalTime(request.expiresAt, language) },
        ]}
      />
      {request.licences.map((wanted) => (
        <RequestedLicence
          key={wanted.type}
          {...{ wanted, names, texts, call, isChecked }}
          licences={licences.filter(({ type, state }) => type === wanted.type && state === 'valid')}
          onAnswer={(answer) => setAnswers((old) => ({ ...old, [wanted.type]: answer }))}
        />
      ))}
      {isChecked && (
        <p class="plain">
          {fill(texts.saidRequest, {
            ...{ who, words: request.purpose.words },
            licences: types.map(names.type).join('、'),
          })}{' '}
          {texts.requestOnce}
        </p>
      )}
      <RefusalView texts={texts} refusal={act.refusal} />
      <RequestActs
        {...{ texts, isChecked, isWhole }}
        isBusy={act.isBusy}
        onCheck={setChecked}
        onDecide={(isApproved) =>
          void (isApproved ? decide('approvals', { licences: given }) : decide('declines', {}))
        }
      />
    </>
  );
}

interface ActsProps extends Pick<MeContext, 'texts'> {
  readonly isChecked: boolean;
  /** Everything that is needed can be shown. */
  readonly isWhole: boolean;
  readonly isBusy: boolean;
  readonly onCheck: (isChecked: boolean) => void;
  readonly onDecide: (isApproved: boolean) => void;
}

function RequestActs({ texts, isChecked, isWhole, isBusy, onCheck, onDecide }: ActsProps) {
  return (
    <div class="acts">
      {isChecked ? (
        <button
          type="button"
          class="act"
          disabled={isBusy || !isWhole}
          onClick={() => onDecide(true)}
        >
          {texts.approve}
        </button>
      ) : (
        <button type="button" class="act" disabled={!isWhole} onClick={() => onCheck(true)}>
          {texts.next}
        </button>
      )}
      <button type="button" disabled={isBusy} onClick={() => onDecide(false)}>
        {texts.decline}
      </button>
      {isChecked && (
        <button type="button" onClick={() => onCheck(false)}>
          {texts.change}
        </button>
      )}
    </div>
  );
}

interface SettledProps extends Pick<MeContext, 'texts' | 'go'> {
  readonly outcome: Outcome | undefined;
}

function SettledView({ outcome, texts, go }: SettledProps) {
  const said = { approved: texts.requestApproved, declined: texts.requestDeclined };
  return (
    <>
      <ViewHeading text={texts.requestTitle} />
      <p class={outcome === undefined ? 'notice' : 'done'} role="alert">
        {outcome === undefined ? texts.requestOver : said[outcome]}
      </p>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'licences' })}>
          {texts.back}
        </button>
      </div>
    </>
  );
}
