import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ListEnd } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { useOwnSeals } from './use-issuing.ts';
import { useType } from './use-types.ts';
import { VersionForm } from './version-form.tsx';
import { listVersionKinds } from './version-kinds.ts';
import { versionTexts } from './version-texts.ts';

/** The next version of a licence: what for, what changes, and on what legal basis. */
export function VersionView(context: DeskContext & { readonly id: string }) {
  const { id, texts, language, call, go } = context;
  const own = versionTexts[language];
  const licence = useLoaded<ShownLicenceAnswer>(call, `/v1/licences/${id}`);
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'licence', id })}>
          {texts.back}
        </button>
      </div>
      <ViewHeading text={own.heading} />
      <p>{own.say}</p>
      {licence.value === undefined ? (
        <WaitingView texts={texts} fault={licence.fault} onRetry={licence.reload} />
      ) : (
        <OfLicence {...context} licence={licence.value} />
      )}
    </>
  );
}

function OfLicence({
  licence,
  ...context
}: DeskContext & { readonly licence: ShownLicenceAnswer }) {
  const { texts, language } = context;
  const type = useType(context, licence.type);
  const seals = useOwnSeals(context);
  const kinds = listVersionKinds(licence);
  if (kinds.length === 0) return <p class="notice">{versionTexts[language].none}</p>;
  if (type.value === undefined || seals.value === undefined) {
    const reload = () => {
      type.reload();
      seals.reload();
    };
    return <WaitingView texts={texts} fault={type.fault ?? seals.fault} onRetry={reload} />;
  }
  return (
    <>
      <VersionForm
        {...context}
        {...{ licence, kinds, type: type.value.licenceType }}
        seals={seals.value.map(({ id, name }) => ({ code: id, name }))}
      />
      <ListEnd pages={seals} texts={texts} />
    </>
  );
}
