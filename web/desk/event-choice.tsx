import { type EventType, eventTypes } from '../../shared/domain/event.ts';
import type { DeskContext } from './desk-context.ts';
import { eventTexts, eventWords } from './event-texts.ts';

interface Props extends Pick<DeskContext, 'language'> {
  readonly chosen: readonly EventType[];
  readonly onChoose: (types: readonly EventType[]) => void;
}

/** Which events are posted; none chosen means all. */
export function EventChoice({ language, chosen, onChoose }: Props) {
  return (
    <fieldset class="items">
      <legend>{eventTexts[language].types}</legend>
      {eventTypes.map((type) => (
        <label key={type}>
          <input
            type="checkbox"
            checked={chosen.includes(type)}
            onChange={(event) =>
              onChoose(
                eventTypes.filter((one) =>
                  one === type ? event.currentTarget.checked : chosen.includes(one),
                ),
              )
            }
          />
          <span>{eventWords[language][type]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The member of a body that says so. */
export const toTypes = (chosen: readonly EventType[]) =>
  chosen.length === 0 ? {} : { types: chosen };
