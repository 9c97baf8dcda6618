import { fill } from '../kit/fill.ts';
import type { Texts } from '../kit/texts.ts';
import type { VerifierState } from '../kit/use-verifier.ts';
import { toAge } from '../kit/verdict-view.tsx';

interface Props {
  readonly texts: Texts;
  readonly state: VerifierState;
  readonly onUpdate: () => Promise<void>;
}

const toLocal = (seconds: number) =>
  new Date(seconds * 1000).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });

/** How old the kit is, until when it is good, and what it cannot know. */
export function KitView({ texts, state, onUpdate }: Props) {
  const { kit, settings, isUpdating, fault } = state;
  const now = settings?.now() ?? 0;
  const age = kit === undefined ? '' : toAge(now - kit.kit.issuedAt * 1000, texts);
  const isOld = kit !== undefined && kit.kit.expiresAt * 1000 <= now;
  return (
    <section class="kit" aria-label={texts.kit}>
      <h2>{texts.kit}</h2>
      {kit === undefined ? (
        <p>{texts.kitNone}</p>
      ) : (
        <p>
          {fill(texts.kitNumber, { number: String(kit.number), age })}
          {isOld ? texts.kitOld : `${texts.kitGood} ${toLocal(kit.kit.expiresAt)}`}
        </p>
      )}
      <p>{texts.kitLimits}</p>
      <div role="status">
        {fault === 'kit' && (
          <p class="notice">{kit === undefined ? texts.kitNotHad : texts.kitFailed}</p>
        )}
      </div>
      <button type="button" disabled={isUpdating} onClick={() => void onUpdate()}>
        {isUpdating ? texts.kitUpdating : texts.kitUpdate}
      </button>
    </section>
  );
}
