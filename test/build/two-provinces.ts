import { sign } from 'node:crypto';
import { readCertificate } from '../../shared/formats/certificate.ts';
import type { TrustListDraft } from '../../shared/formats/trust-list.ts';
import type {
  ListedAgreement,
  ListedProvince,
  RecognisedType,
} from '../../shared/formats/trust-list-recognition.ts';
import { bits, ecdsaWithSha256, sequence } from './certificate-forge.ts';
import {
  type LicenceChanges,
  makeSampleCredential,
  makeSampleVerifier,
  type ProvinceFiles,
  putProvince,
} from './presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSheetFile,
  makeTrustListFile,
  type SampleProvince,
  type SampleSigner,
  sampleSeconds,
} from './province-pki.ts';

/** The same certificate as if its subject were of another province, signed anew by its issuer. */
export function withSubjectProvince(
  { certificate, ...signer }: SampleSigner,
  {
    from,
    to,
    issuer,
  }: { readonly from: string; readonly to: string; readonly issuer: SampleSigner },
): SampleSigner {
  const tbs = Buffer.from(readCertificate(certificate).tbs);
  // of the same length, and the subject's stands last
  tbs.set(Buffer.from(to), tbs.lastIndexOf(Buffer.from(from)));
  const signature = sign('sha256', tbs, issuer.privateKey);
  const forged = sequence(tbs, ecdsaWithSha256, bits(signature));
  return { ...signer, certificate: forged, x5c: [forged, ...signer.x5c.slice(1)] };
}

/** A province as the list of another names it. */
export function toListedProvince(province: SampleProvince): ListedProvince {
  const { code, name, url, root } = province;
  return { code, name, url, anchors: [{ certificate: root.certificate }] };
}

/** An agreement on the one type of a province, in force since ten days. */
export function toAgreement(
  province: SampleProvince,
  changes: Partial<RecognisedType> = {},
): ListedAgreement {
  const from = sampleSeconds - 10 * daySeconds;
  const types = [{ type: province.type, from, items: [], ...changes }];
  return { id: 'liaoning-zhejiang-1', province: province.code, types };
}

/** What Zhejiang's own trust list says of others. */
export type OwnList = Partial<Pick<TrustListDraft, 'provinces' | 'agreements' | 'number'>>;

/** Zhejiang, which verifies, and Liaoning, whose licences come to it; real keys, files on one shelf. */
export async function makeTwoProvinces() {
  const [liaoning, zhejiang] = await Promise.all([
    makeSampleProvince(),
    makeSampleProvince({
      url: 'https://yinzheng.zhejiang.example',
      name: '浙江省',
      code: '330000',
      department: {
        code: '11330100MB9Y200172',
        name: '杭州市市场监督管理局（示例）',
        division: '330100',
      },
    }),
  ]);
  const usual = { provinces: [toListedProvince(liaoning)], agreements: [toAgreement(liaoning)] };

  /** What Zhejiang publishes when it says this of others. */
  const ownFiles = (own: OwnList): ProvinceFiles => {
    const sheet = makeSheetFile(zhejiang);
    return {
      sheet,
      trustList: makeTrustListFile(zhejiang, sheet, { draft: { ...usual, ...own } }),
    };
  };
  /** A verifier of Zhejiang; Liaoning's files are the usual ones but for those given. */
  const makeZhejiang = (own: OwnList = {}, files: ProvinceFiles = {}) => {
    const verifier = makeSampleVerifier(zhejiang, { files: ownFiles(own) });
    putProvince(verifier.shelf, liaoning, files);
    return verifier;
  };
  /** A licence of Liaoning, verified in Zhejiang. */
  const verify = (own: OwnList = {}, changes: LicenceChanges = {}) =>
    makeZhejiang(own).verify(makeSampleCredential(liaoning, changes));
  return { liaoning, zhejiang, ownFiles, makeZhejiang, verify };
}
