import { useTypes } from '../kit/use-directory.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import type { DeskContext } from './desk-context.ts';
import { typeTexts } from './type-texts.ts';

/** The province's licence types. */
export function TypesView(context: DeskContext) {
  const own = typeTexts[context.language];
  const types = useTypes(context.language);
  return (
    <>
      <ViewHeading text={own.heading} />
      <ul class="rows">
        {types.map(({ code, name }) => (
          <li key={code}>
            <button type="button" class="row" onClick={() => context.go({ is: 'type', id: code })}>
              {name}
            </button>
            <span class="hint">{code}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
