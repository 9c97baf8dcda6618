import type { AgreementBody, ProvinceBody } from '../../shared/api/recognition.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList } from '../kit/summary-list.tsx';
import { toName, useTypes } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { EndProposal } from './end-proposal.tsx';
import { AgreementProposal, ProvinceProposal } from './recognition-proposals.tsx';
import { recognitionTexts } from './recognition-texts.ts';
import { typeTexts } from './type-texts.ts';

/** Other provinces whose licences are recognised 互认, and what is agreed with them. */
export function ProvincesView(context: DeskContext) {
  const { texts, language, call } = context;
  const own = typeTexts[language];
  const provinces = useLoaded<{ readonly provinces: readonly ProvinceBody[] }>(
    call,
    '/v1/provinces',
  );
  const known = provinces.value?.provinces;
  const recognition = recognitionTexts[language];
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
          {context.may('directory:propose') && state === 'recognised' && (
            <EndProposal
              {...context}
              path={`/v1/provinces/${code}/removals`}
              {...{ words: recognition.endProvince, say: recognition.endProvinceSay }}
            />
          )}
        </section>
      ))}
      <Agreements {...context} provinces={known ?? []} />
      {context.may('directory:propose') && <ProvinceProposal {...context} />}
    </>
  );
}

function Agreements({
  provinces,
  ...context
}: DeskContext & { readonly provinces: readonly ProvinceBody[] }) {
  const { language, call, may } = context;
  const recognition = recognitionTexts[language];
  const own = typeTexts[language];
  const types = useTypes(context.language);
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
                { name: own.ownType, value: toName(types, one.ownType) },
                { name: own.agreedFrom, value: toLocalTime(one.from, language) },
                {
                  name: own.agreedUntil,
                  value: one.until === undefined ? '' : toLocalTime(one.until, language),
                },
                { name: own.agreedItems, value: one.items.join('、') },
              ]}
            />
          ))}
          {may('directory:propose') && (
            <EndProposal
              {...context}
              path={`/v1/agreements/${id}/ends`}
              {...{ words: recognition.endAgreement, say: recognition.endAgreementSay }}
            />
          )}
        </section>
      ))}
      {may('directory:propose') && <AgreementProposal {...context} {...{ provinces, types }} />}
    </>
  );
}
