import type { ProvinceBody } from '../../shared/api/recognition.ts';
import type { Choice } from '../kit/use-directory.ts';
import type { DeskContext } from './desk-context.ts';
import { ProposalForm, type ProposedField, type Values } from './proposal-form.tsx';
import { type RecognitionTexts, recognitionTexts } from './recognition-texts.ts';

/** Base64 of the DER, out of PEM or as it was given. */
const toBase64 = (text: string): string =>
  text.replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, '').replace(/\s/g, '');

/** SHA-256 of the DER, hexadecimal, in pairs. @throws where it is no base64 */
async function toFingerprint(text: string): Promise<string> {
  const der = Uint8Array.from(atob(toBase64(text)), (character) => character.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const provinceFields = (own: RecognitionTexts): readonly ProposedField[] => [
  { id: 'province-code', pointer: '/code', label: own.code, hint: own.codeHint, kind: 'text' },
  { id: 'province-name', pointer: '/name', label: own.name, hint: own.nameHint, kind: 'text' },
  { id: 'province-url', pointer: '/url', label: own.url, hint: own.urlHint, kind: 'text' },
  {
    ...{ id: 'province-root', pointer: '/anchors', kind: 'area' },
    ...{ label: own.certificate, hint: own.certificateHint },
  },
];

const said = (values: Values, id: string) => (values[id] ?? '').trim();

/** Another province with its root, whose fingerprint the page works out for whoever compares it. */
export function ProvinceProposal(context: DeskContext) {
  const own = recognitionTexts[context.language];
  return (
    <ProposalForm
      {...context}
      {...{ title: own.addProvince, say: own.addProvinceSay, fields: provinceFields(own) }}
      toRequest={(values) => ({
        path: '/v1/provinces',
        body: {
          code: said(values, 'province-code'),
          name: said(values, 'province-name'),
          url: said(values, 'province-url'),
          anchors: [{ certificate: toBase64(said(values, 'province-root')) }],
        },
      })}
      describe={async (values) => {
        const found = toFingerprint(said(values, 'province-root'));
        return [[own.fingerprint, await found.catch(() => own.unreadable)]];
      }}
    />
  );
}

interface AgreementProps extends DeskContext {
  readonly provinces: readonly ProvinceBody[];
  readonly types: readonly Choice[];
}

function agreementFields(
  own: RecognitionTexts,
  { provinces, types }: AgreementProps,
): readonly ProposedField[] {
  const known = provinces.filter(({ state }) => state === 'recognised');
  return [
    { id: 'agreement-id', pointer: '/id', label: own.id, hint: own.idHint, kind: 'text' },
    {
      ...{ id: 'agreement-province', pointer: '/province', label: own.province, kind: 'choice' },
      choices: known.map(({ code, name }) => ({ code, name })),
    },
    { id: 'agreement-title', pointer: '/title', label: own.title, kind: 'text' },
    {
      ...{ id: 'agreement-type', pointer: '/types/0/type', kind: 'text' },
      ...{ label: own.type, hint: own.typeHint },
    },
    {
      ...{ id: 'agreement-own', pointer: '/types/0/ownType', label: own.ownType, kind: 'choice' },
      ...{ choices: types, none: own.sameType, isOptional: true },
    },
    {
      ...{ id: 'agreement-from', pointer: '/types/0/from', label: own.from, kind: 'day' },
      isOptional: true,
    },
    {
      ...{ id: 'agreement-until', pointer: '/types/0/until', label: own.until, kind: 'day' },
      isOptional: true,
    },
    {
      ...{ id: 'agreement-items', pointer: '/types/0/items', label: own.items, kind: 'text' },
      ...{ hint: own.itemsHint, isOptional: true },
    },
  ];
}

const dayMilliseconds = 24 * 3600_000;
/** The day's first moment in China. */
const toStart = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** What is agreed on one type; the last day is one of it. */
function toAgreedType(values: Values) {
  const [type, ownType] = [said(values, 'agreement-type'), said(values, 'agreement-own')];
  const [from, until] = [said(values, 'agreement-from'), said(values, 'agreement-until')];
  const items = said(values, 'agreement-items').split(/[\s,，、]+/);
  const end = () => new Date(toStart(until).getTime() + dayMilliseconds).toISOString();
  return {
    type,
    ...(ownType === '' ? {} : { ownType }),
    ...(from === '' ? {} : { from: toStart(from).toISOString() }),
    ...(until === '' ? {} : { until: end() }),
    ...(items[0] === '' ? {} : { items }),
  };
}

/** A dated agreement on one type of a recognised province. */
export function AgreementProposal(props: AgreementProps) {
  const { provinces: _provinces, types: _types, ...context } = props;
  const own = recognitionTexts[context.language];
  return (
    <ProposalForm
      {...context}
      {...{ title: own.addAgreement, say: own.addAgreementSay }}
      fields={agreementFields(own, props)}
      toRequest={(values) => ({
        path: '/v1/agreements',
        body: {
          id: said(values, 'agreement-id'),
          province: said(values, 'agreement-province'),
          title: said(values, 'agreement-title'),
          types: [toAgreedType(values)],
        },
      })}
    />
  );
}
