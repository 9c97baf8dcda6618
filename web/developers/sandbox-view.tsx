import { useEffect, useState } from 'preact/hooks';
import type { SandboxLicence } from '../../shared/api/sandbox.ts';
import type { SandboxCase } from '../../shared/domain/sandbox-case.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import type { PageContext } from '../kit/page-frame.tsx';
import { isReason, toSentence } from '../kit/reason-sentences.ts';
import { toMainSentence } from '../kit/verdict-view.tsx';
import { caseTexts, type DeveloperTexts } from './developer-texts.ts';

interface Props {
  readonly texts: DeveloperTexts;
  readonly context: PageContext;
}

const path = '/sandbox/licences';

async function fetchLicences(): Promise<readonly SandboxLicence[]> {
  const response = await fetch(path, { credentials: 'omit', redirect: 'error' });
  if (response.status === 404) return [];
  if (!response.ok) throw new Error('no samples');
  const { licences } = (await response.json()) as { readonly licences: readonly SandboxLicence[] };
  return licences;
}

async function verify(credential: string): Promise<Verification> {
  const response = await fetch('/v1/verifications', {
    ...{ method: 'POST', credentials: 'omit', redirect: 'error' },
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  });
  if (!response.ok) throw new Error('not verified');
  return (await response.json()) as Verification;
}

/** Sample licences in every state, for a stranger's verifier to be held against. */
export function SandboxView({ texts, context }: Props) {
  const [licences, setLicences] = useState<readonly SandboxLicence[] | 'failed'>();
  useEffect(() => {
    fetchLicences().then(setLicences, () => setLicences('failed'));
  }, []);
  if (licences === undefined) return <p role="status">{texts.loading}</p>;
  if (licences === 'failed') return <p class="notice">{texts.failed}</p>;
  if (licences.length === 0) return <p>{texts.sandboxNone}</p>;
  return (
    <>
      <p>{texts.sandboxWhat}</p>
      <p>
        {texts.sandboxFetch}: <a href={path}>{path}</a>
      </p>
      <ul class="samples">
        {licences.map((licence) => (
          <SampleView key={licence.case} {...{ licence, texts, context }} />
        ))}
      </ul>
    </>
  );
}

type Found = Verification | 'waiting' | 'failed';

function SampleView({ licence, texts, context }: Props & { readonly licence: SandboxLicence }) {
  const { language } = context.preferences;
  const [found, setFound] = useState<Found>();
  const [isCopied, setCopied] = useState(false);
  const words = caseTexts[language][licence.case as SandboxCase];
  const { verdict, check, reason } = licence.expected;
  const ask = () => {
    setFound('waiting');
    verify(licence.credential).then(setFound, () => setFound('failed'));
  };
  const copy = () =>
    navigator.clipboard.writeText(licence.credential).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <li class="sample" data-case={licence.case}>
      <h2>{words.name}</h2>
      <p>{words.says}</p>
      <p>
        {texts.expected} <strong class={`word ${verdict}`}>{context.texts[verdict]}</strong>{' '}
        {check !== undefined && (
          <code>
            {check}: {reason}
          </code>
        )}
        {reason !== undefined && isReason(reason) && ` ${toSentence(reason, language)}`}
      </p>
      <details>
        <summary>{texts.content}</summary>
        <pre class="credential">{licence.credential}</pre>
        {licence.printedCode !== undefined && (
          <>
            <p>{texts.paper}</p>
            <pre class="credential">{licence.printedCode}</pre>
          </>
        )}
      </details>
      <div class="acts">
        <button type="button" onClick={ask} disabled={found === 'waiting'}>
          {texts.verifyHere}
        </button>
        <button type="button" onClick={() => void copy()}>
          {isCopied ? texts.copied : texts.copy}
        </button>
      </div>
      <div role="status">
        {found !== undefined && <FoundView {...{ found, licence, texts, context }} />}
      </div>
    </li>
  );
}

interface FoundProps extends Props {
  readonly found: Found;
  readonly licence: SandboxLicence;
}

function FoundView({ found, licence, texts, context }: FoundProps) {
  if (found === 'waiting') return <p>{texts.verifying}</p>;
  if (found === 'failed') return <p class="notice">{texts.failed}</p>;
  const { verdict } = found;
  const isSame = verdict === licence.expected.verdict;
  return (
    <p class="found">
      {texts.got} <strong class={`word ${verdict}`}>{context.texts[verdict]}</strong>{' '}
      {toMainSentence({ verification: found }, context)}{' '}
      <span class={isSame ? 'same' : 'other'}>{isSame ? texts.same : texts.other}</span>
    </p>
  );
}
