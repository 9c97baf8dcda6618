import { ViewHeading } from '../kit/view-heading.tsx';
import { type Step, steps } from './authorise-draft.ts';
import type { MeTexts } from './me-texts.ts';

interface Props {
  readonly at: number;
  readonly step: Step | undefined;
  readonly texts: MeTexts;
}

const headings = {
  ...{ what: 'whichLicences', whom: 'whom', why: 'whatFor', long: 'howLong' },
} as const satisfies Record<Step, keyof MeTexts>;

/** Which step it is, of how many. */
export function StepHeading({ at, step, texts }: Props) {
  const total = steps.length + 1;
  return (
    <>
      <p class="hint">
        {texts.step} {at + 1} {texts.stepOf} {total} {texts.steps}
      </p>
      <progress class="steps" max={total} value={at + 1} aria-hidden="true" />
      <ViewHeading text={step === undefined ? texts.check : texts[headings[step]]} />
    </>
  );
}
