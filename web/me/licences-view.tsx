import { useState } from 'preact/hooks';
import type { HolderAnswer, OwnLicence } from '../../shared/api/holder-licences.ts';
import { CameraView } from '../kit/camera/camera-view.tsx';
import { Said } from '../kit/said.tsx';
import { findName, useDepartments } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { LicenceCard } from './licence-card.tsx';
import type { MeContext } from './me-context.ts';
import { readRequestId } from './request-id.ts';
import { useTypeNames } from './use-type-names.ts';

/** All that somebody holds, and the way to what a counter asks. */
export function LicencesView(context: MeContext) {
  const { texts, language, call, go } = context;
  const pages = usePages<OwnLicence>(call, '/v1/me/licences', 'licences');
  const { value } = pages;
  const holder = useLoaded<HolderAnswer>(call, '/v1/me').value;
  const types = (value ?? []).map(({ type }) => type);
  const names = useTypeNames(types, { ...context, words: texts });
  const departments = useDepartments(language);
  return (
    <>
      <ViewHeading text={texts.licences} />
      {holder !== undefined && holder.name !== holder.person && (
        <p class="hint">
          {texts.actsFor} <Said text={holder.name} />
        </p>
      )}
      <RequestField {...context} />
      {value?.length === 0 && <p>{texts.noLicences}</p>}
      <div class="cards">
        {value?.map((licence) => (
          <LicenceCard
            key={licence.licenceId}
            {...{ licence, names, texts, language }}
            department={findName(departments, licence.department)}
            onOpen={() => go({ is: 'licence', id: licence.licenceId })}
          />
        ))}
      </div>
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}

/** Where a counter's code is scanned, or its link put. */
function RequestField({ texts, go }: MeContext) {
  const [isBad, setBad] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const open = (text: string) => {
    const id = readRequestId(text);
    setBad(id === undefined);
    if (id !== undefined) go({ is: 'request', id });
  };
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        open(String(new FormData(event.currentTarget).get('request') ?? ''));
      }}
    >
      <label for="request">{texts.requestField}</label>
      <p class="hint" id="request-hint">
        {texts.requestHint}
      </p>
      <div class="beside">
        <input
          id="request"
          name="request"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="request-hint"
          aria-invalid={isBad}
        />
        <button type="submit">{texts.requestOpen}</button>
        <button type="button" aria-pressed={isScanning} onClick={() => setScanning(!isScanning)}>
          {isScanning ? texts.cameraClose : texts.cameraOpen}
        </button>
      </div>
      {isScanning && <CameraView texts={texts} onScan={open} />}
      <div role="alert">{isBad && <p class="notice">{texts.requestBad}</p>}</div>
    </form>
  );
}
