import { useState } from 'preact/hooks';
import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import type { VersionKind } from '../../shared/domain/licence-version.ts';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { useAct } from '../kit/use-act.ts';
import type { Choice } from '../kit/use-directory.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { findMissing, toFieldId } from './issue-draft.ts';
import { FillIn, toErrors } from './issue-form.tsx';
import { type IssueAnswer, IssueResult } from './issue-result.tsx';
import { issueTexts } from './issue-texts.ts';
import type { TypeAnswer } from './type-answers.ts';
import { VersionCheck } from './version-check.tsx';
import {
  altersFace,
  findGroundErrors,
  listAlterations,
  noGrounds,
  toDraft,
  toVersionBody,
  type VersionGrounds,
} from './version-draft.ts';
import { GroundFields } from './version-grounds.tsx';
import { versionTexts } from './version-texts.ts';

interface Props extends DeskContext {
  readonly licence: ShownLicenceAnswer;
  readonly type: TypeAnswer['licenceType'];
  readonly kinds: readonly VersionKind[];
  readonly seals: readonly Choice[];
}

/** All that is filled in for a version, and what of it is altered. */
function useVersion({ licence, type, seals, texts, language }: Props) {
  const [before] = useState(() => toDraft(licence, type, sealOf(licence, seals)));
  const [after, setAfter] = useState(before);
  const [grounds, setGrounds] = useState<VersionGrounds>(noGrounds);
  const own = issueTexts[language];
  const alterations = altersFace(grounds)
    ? listAlterations({ before, after, type }, { texts, own, language })
    : [];
  return { after, setAfter, grounds, setGrounds, alterations };
}

/** The licence's own seal, while it is enabled. */
const sealOf = ({ seal }: ShownLicenceAnswer, seals: readonly Choice[]) =>
  (seals.find(({ code }) => code === seal) ?? seals[0])?.code ?? '';

type Filled = Pick<ReturnType<typeof useVersion>, 'grounds' | 'after' | 'alterations'>;

/** What is missing, and that nothing was altered where something has to be. */
function findErrors(
  { type, texts, language }: Props,
  { grounds, after, alterations }: Filled,
): readonly FieldError[] {
  const own = versionTexts[language];
  const missing = findGroundErrors(grounds, type, { texts, own });
  if (!altersFace(grounds)) return missing;
  const field = toFieldId(`/items/${type.items[0]?.code}`);
  return [
    ...missing,
    ...findMissing(after, type, issueTexts[language]),
    ...(alterations.length === 0 ? [{ field, text: own.unchanged }] : []),
  ];
}

/** Filled in, compared with what there is, then made; what the service finds wrong leads back to its fields. */
export function VersionForm(props: Props) {
  const { licence, type, kinds, seals, ...context } = props;
  const { texts, language, call, go } = context;
  const own = versionTexts[language];
  const { after, setAfter, grounds, setGrounds, alterations } = useVersion(props);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [step, setStep] = useState<'fill' | 'check' | IssueAnswer>('fill');
  const act = useAct(call);
  const send = async () => {
    const path = `/v1/licences/${licence.licenceId}/versions`;
    const body = toVersionBody(grounds, after, alterations);
    const answer = await act.run({ method: 'POST', path, body });
    setStep(answer === undefined ? 'fill' : (answer as unknown as IssueAnswer));
  };
  const check = () => {
    const found = findErrors(props, { grounds, after, alterations });
    setErrors(found);
    if (found.length === 0) setStep('check');
  };
  if (typeof step === 'object') {
    return <IssueResult {...context} answer={step} onAgain={() => go({ is: 'licences' })} />;
  }
  if (step === 'check') {
    return (
      <VersionCheck
        {...context}
        {...{ licence, type, grounds, alterations, isBusy: act.isBusy }}
        onConfirm={() => void send()}
        onCancel={() => setStep('fill')}
      />
    );
  }
  const all = errors.length === 0 ? toErrors(act.faults, { type, language }) : errors;
  return (
    <>
      <ErrorSummary title={texts.problems} errors={all} />
      {all.length === 0 && <RefusalView texts={texts} refusal={act.refusal} />}
      <GroundFields {...context} {...{ type, kinds, grounds, onChange: setGrounds }} errors={all} />
      {altersFace(grounds) ? (
        <FillIn
          {...context}
          {...{ type, seals, draft: after, errors: all, isSummed: true, refusal: undefined }}
          onChange={setAfter}
          onNext={check}
        />
      ) : (
        <button type="button" class="act" onClick={check}>
          {own.next}
        </button>
      )}
    </>
  );
}
