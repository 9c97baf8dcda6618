import type { AgreementBody, ProvinceBody } from '../../shared/api/recognition.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { typeTexts } from './type-texts.ts';
import { findName, useTypes } from './use-types.ts';

/** Other provinces whose licences are recognised 互认, and what is agreed with them. */
export function ProvincesView(context: DeskContext) {
  const { texts, language, call } = context;
  const own = typeTexts[language];
  const provinces = useLoaded<{ readonly provinces: readonly ProvinceBody[] }>(
    call,
    '/v1/provinces',
  );
  const known = provinces.value?.provinces;
  return (
    <>
      <ViewHeading text={own.provinces} />
      {known === undefined && (
        <WaitingView texts={texts} fault={provinces.fault} onRetry={provinces.reload} />
      )}
      {known?.length === 0 && <p role="status">{own.noProvinces}</p>}
      {known?.map(({ code, name, url, state, anchors }) => (
        <section class="entry" key={code}>
          <h3>
            {name}
            <span class="state">{state === 'recognised' ? own.recognised : own.removed}</span>
          </h3>
          <p>{url}</p>
          <SummaryList
            rows={anchors.map(({ fingerprint }) => ({ name: own.anchors, value: fingerprint }))}
          />
        </section>
      ))}
      <Agreements {...context} />
    </>
  );
}

function Agreements(context: DeskContext) {
  const { language, call } = context;
  const own = typeTexts[language];
  const types = useTypes(context);
  const { value } = useLoaded<{ readonly agreements: readonly AgreementBody[] }>(
    call,
    '/v1/agreements',
  );
  return (
    <>
      <h3>{own.agreements}</h3>
      {value?.agreements.length === 0 && <p>{own.noAgreements}</p>}
      {value?.agreements.map(({ id, title, types: agreed }) => (
        <section class="entry" key={id}>
          <h4>{title}</h4>
          {agreed.map((one) => (
            <SummaryList
              key={`${one.type}${one.from}`}
              rows={[
                { name: own.agreedType, value: one.type },
                { name: own.ownType, value: findName(types, one.ownType) },
                { name: own.agreedFrom, value: toLocalTime(one.from, language) },
                {
                  name: own.agreedUntil,
                  value: one.until === undefined ? '' : toLocalTime(one.until, language),
                },
                { name: own.agreedItems, value: one.items.join('、') },
              ]}
            />
          ))}
        </section>
      ))}
    </>
  );
}
