import { checkCitizenNumber } from '../../shared/domain/citizen-number.ts';
import { isShownCode, isSpokenCode } from '../../shared/domain/show-code.ts';
import type { TextName } from './texts.ts';

/** What somebody scanned, typed or opened: a licence in one of its forms, or something else, by its name. */
export type Scan =
  | { readonly credential: string }
  | { readonly printedCode: string }
  /** `text` is what of it can be used elsewhere: a show code, a number. */
  | { readonly isNot: TextName; readonly text?: string };

/** Symbology identifier that scanners may put before what they read. @see ISO/IEC 15424 */
const symbologyPattern = /^\][A-Za-z]\d/;
const noisePattern = /[\s\p{Cc}\p{Cf}]+/gu;
const credentialPattern = /^[\w-]+\.[\w-]+\.[\w-]+~/;
const printedPattern = /YZ1/i;
/** Shorter ones lost their end. */
const minPrintedLength = 24;
const showCodePattern = /^https?:\/\/[^/]+\/r#(.*)$/i;
const requestPattern = /^https?:\/\/[^/]+\/a#/i;
const ownLinkPattern = /^https?:\/\/[^/]+\/(?:q|counter|me)#?$/i;
const linkPattern = /^(?:https?:\/\/|www\.)/i;
const partPattern = /^ey[\w-]{10,}/;
/** Health certificates, wallets of other countries, other systems' own codes: things that say what they are. */
const otherPattern = /^(?:HC1:|shc:\/|mdoc:|openid|\{|<\?xml)/i;
/** Codes that the two payment applications make: to pay, to be paid, to be added to. */
const paymentPattern =
  /^(?:weixin:|wxp:|alipays?:|https?:\/\/(?:[\w-]+\.)*(?:wechat\.com|weixin\.qq\.com|wx\.tenpay\.com|alipay\.com)(?:[:/]|$)|(?:2[5-9]|30)\d{14,22}$)/i;
/** What a customer's payment code at a till looks like; a citizen's number does too, but for its check digit. */
const tillPattern = /^1[0-5]\d{16}$/;
/** Printed on licences of other systems. */
const officialPattern = /^https?:\/\/(?:[\w-]+\.)+gov\.cn(?:[:/]|$)/i;
const goodsPattern = /^(?:\d{8}|\d{12,14})$/;
const identifierPattern = /^1\.2\.156\.3005\.2\.[0-9A-Z.]+$/i;
const numberPattern =
  /^(?=.*\d)(?=.*[A-Z\p{Script=Han}])[0-9A-Z\p{Script=Han}()〔〕[\]\-./]{8,40}$/u;
const creditCodePattern = /^(?:[0-9A-HJ-NP-RTUWXY]{18}|\d{17}[\dX]|\d{15})$/;

/** What a text is that is no licence, by the first that fits. */
const others: readonly (readonly [RegExp, TextName])[] = [
  [requestPattern, 'isRequest'],
  [ownLinkPattern, 'isPart'],
  [paymentPattern, 'isPayment'],
  [officialPattern, 'isOfficial'],
  [linkPattern, 'isLink'],
  [partPattern, 'isPart'],
  [otherPattern, 'isOther'],
  [goodsPattern, 'isGoods'],
];

function nameNumber(narrow: string): Scan | undefined {
  if (isSpokenCode(narrow)) return { isNot: 'isSpokenCode', text: narrow };
  const isOfTill = tillPattern.test(narrow) && checkCitizenNumber(narrow) !== undefined;
  if (isOfTill) return { isNot: 'isPayment' };
  const isNumber = [identifierPattern, creditCodePattern, numberPattern].some((one) =>
    one.test(narrow.toUpperCase()),
  );
  if (isNumber) return { isNot: 'isNumber', text: narrow.toUpperCase() };
  return isShownCode(narrow) ? { isNot: 'isShowCode', text: narrow } : undefined;
}

/**
 * Says what a text is, before anything of it is believed. Scanners put in spaces, line breaks and signs
 * of their own, and an input method may have made characters wide.
 */
export function readScan(text: string): Scan {
  const narrow = text.normalize('NFKC').replace(noisePattern, '').replace(symbologyPattern, '');
  if (narrow === '') return { isNot: 'nothing' };
  if (credentialPattern.test(narrow)) return { credential: narrow };
  const printedAt = narrow.search(printedPattern);
  if (printedAt >= 0) {
    const isWhole = narrow.length - printedAt >= minPrintedLength;
    return isWhole ? { printedCode: narrow } : { isNot: 'isPart' };
  }
  const [, shown] = showCodePattern.exec(narrow) ?? [];
  if (shown !== undefined) return { isNot: 'isShowCode', text: shown };
  const other = others.find(([pattern]) => pattern.test(narrow));
  if (other !== undefined) return { isNot: other[1] };
  return nameNumber(narrow) ?? { isNot: 'isUnknown' };
}
