import type { WebhookAnswer } from '../../shared/api/webhooks.ts';
import { fill } from '../kit/fill.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { disabledWords, eventTexts, eventWords } from './event-texts.ts';
import { WebhookActs } from './webhook-acts.tsx';
import { type Delivery, WebhookLog } from './webhook-log.tsx';
import { WebhookSettings } from './webhook-settings.tsx';

/** One endpoint: what is posted to it, what can be done about it, and the log of it. */
export function WebhookView(context: DeskContext & { readonly id: string }) {
  const { id, texts, call, go } = context;
  const path = `/v1/webhooks/${id}`;
  const { value, fault, reload } = useLoaded<WebhookAnswer>(call, path);
  const log = usePages<Delivery>(call, `${path}/deliveries`, 'deliveries');
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'events' })}>
          {texts.back}
        </button>
      </div>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <>
          <ViewHeading text={value.address} />
          <WebhookFacts {...context} webhook={value} />
          <WebhookActs {...context} onTested={log.reload} onRotated={reload} />
          <WebhookLog {...context} log={log} />
          <WebhookSettings {...context} webhook={value} onDone={reload} />
        </>
      )}
    </>
  );
}

interface FactsProps extends Pick<DeskContext, 'language'> {
  readonly webhook: WebhookAnswer;
}

function WebhookFacts({ webhook, language }: FactsProps) {
  const own = eventTexts[language];
  const { types, state, reason, secrets } = webhook;
  const toSecret = ({ secretId, madeAt, endsAt }: WebhookAnswer['secrets'][number]) =>
    fill(endsAt === undefined ? own.secretFrom : own.secretUntil, {
      ...{ id: secretId, from: toLocalTime(madeAt, language) },
      until: endsAt === undefined ? '' : toLocalTime(endsAt, language),
    });
  return (
    <SummaryList
      rows={toRows([
        [own.state, own[state]],
        [own.why, reason === undefined ? '' : disabledWords[language][reason]],
        [own.heading, types?.map((type) => eventWords[language][type]).join('、') ?? own.allTypes],
        [own.secrets, secrets.map(toSecret).join('\n')],
      ])}
    />
  );
}
