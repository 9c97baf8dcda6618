import { expect, it } from 'vitest';
import { verifyReceipt } from '../../cli/receipt/verify-receipt.ts';
import { makeSignReceipt } from '../../functions/publishing/sign-receipt/sign-receipt.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { VerificationBody } from '../../shared/api/verifications.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { issueLeavesPath, issueRootPath } from '../../shared/formats/issue-root.ts';
import type { ProvinceCertificates } from '../../shared/ports/directory.ts';
import { digestOf } from '../build/digest-of.ts';
import { makePlainDocument, sealDocument } from '../build/documents.ts';
import { firstHour, makeIssueChain } from '../build/issue-roots.ts';
import {
  makeSampleCredential,
  type ProvinceFiles,
  putProvince,
  SampleShelf,
} from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSampleSigner,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  sampleSeconds,
  signJws,
} from '../build/province-pki.ts';
import { sealStates, told } from '../build/verifying-scene.ts';

/** Signs receipts under a clock that goes on a second each time it is looked at, and verifies them. */
async function makeDesk(files: ProvinceFiles = {}, province = makeSampleProvince()) {
  const { name, root, url } = await province;
  const shelf = new SampleShelf();
  putProvince(shelf, await province, files);
  const profile = { province: name, issuer: root, commonName: '回执签署（示例）' };
  const signer = await makeSampleSigner({ ...profile, profile: 'receipt-signer' });
  const certificates = {
    ...{ root: toBase64(root.certificate), receiptSigner: toBase64(signer.certificate) },
  } as ProvinceCertificates;
  let seconds = sampleSeconds - 1;
  const tick = () => {
    seconds += 1;
    return (seconds * 1000) as Moment;
  };
  const sign = makeSignReceipt({
    clock: { now: tick },
    directory: { findCertificates: async () => certificates },
    ...{ shelf, primitives: makeNodePrimitives(), provinceUrl: url },
    random: (lengthBytes) => new Uint8Array(lengthBytes),
    signFile: async ({ typ }, payload) => signJws(signer, typ, payload),
    uploads: { find: async () => undefined },
  });
  const versions = new Map<string, string>();
  const find = async (address: string) => {
    const [kept = '', digest = ''] = address.replace('/history/', '/').split('?digest=');
    if (versions.has(digest)) return versions.get(digest);
    const file = shelf.files.get(kept);
    return file && new TextDecoder().decode(file.body);
  };
  const anchor = root.certificate;
  return {
    ...{ province: await province, shelf, versions },
    sign: (asked: VerificationBody) => sign({ asked, askedBy: 'clerk-1' as ClientId }),
    verify: (receipt: string, presented: Parameters<typeof verifyReceipt>[0]['presented']) =>
      verifyReceipt({ receipt, anchor, provinceUrl: url, find, ...(presented && { presented }) }),
  };
}

it('a receipt is of the time at which was verified: it holds however long signing took', async () => {
  const issuedAt = sampleSeconds + 1 - daySeconds;
  const made = makeSampleProvince();
  const statusList = makeStatusListFile(await made, { draft: { issuedAt } });
  const { province, sign, verify } = await makeDesk({ statusList }, made);
  const credential = makeSampleCredential(province);
  const { receipt, verification } = await sign({ credential });
  expect(verification.verdict).toBe('valid');
  const held = await verify(receipt, { credential });
  expect(held.fault).toBeUndefined();
  expect(held.receipt).toMatchObject({ issuedAt: sampleSeconds, atSeconds: sampleSeconds });
});

it('a receipt of a licence that an issue root proves holds by that root', async () => {
  const made = await makeSampleProvince();
  const issuedAtSeconds = firstHour + 1200;
  const certificate = digestOf(made.seal.certificate);
  const states = [{ state: 'enabled', from: firstHour }] as const;
  const seals = [{ id: 'seal-1', certificate, states, compromisedFrom: firstHour + 86_400 }];
  const sheet = makeSheetFile(made, { draft: { seals } });
  const { province, shelf, sign, verify } = await makeDesk({ sheet }, Promise.resolve(made));
  const content = { issuedAtSeconds, notBeforeSeconds: issuedAtSeconds };
  const credential = makeSampleCredential(province, { content });
  const [signed = ''] = credential.split('~');
  const digest = digestOf(signed.slice(0, signed.lastIndexOf('.')));
  const [root] = await makeIssueChain(province, [[digest]]);
  for (const name of [1, 'latest'] as const)
    shelf.put(`${province.url}/${issueRootPath(name)}`, root?.compact ?? '');
  shelf.put(`${province.url}/${issueLeavesPath(1)}`, root?.leaves ?? '');
  const { receipt, verification } = await sign({ credential });
  expect(verification.verdict).toBe('valid');
  expect((await verify(receipt, { credential })).fault).toBeUndefined();
});

it('a receipt of a time before a compromise was known names what stood then, and what is known by now', async () => {
  const made = await makeSampleProvince();
  const march = sampleSeconds - 20 * daySeconds;
  const draft = { issuedAt: march - 60, ...sealStates(made, march) };
  const then = makeSheetFile(made, { draft });
  const [seal] = draft.seals;
  if (seal === undefined) throw new Error('no seal');
  const compromised = { ...seal, compromisedFrom: march - 7200 };
  const sheet = makeSheetFile(made, {
    draft: { ...draft, number: 2, issuedAt: sampleSeconds - 60, seals: [compromised] },
  });
  const { province, shelf, versions, sign, verify } = await makeDesk(
    { sheet },
    Promise.resolve(made),
  );
  const issued = { issuedAt: march - 60 };
  const list = makeTrustListFile(made, then, { draft: { ...issued, nextUpdate: march } });
  const status = makeStatusListFile(made, { draft: issued });
  shelf.putPast(`${made.url}/trust-list`, march - 60, list);
  shelf.putPast(made.statusListUrl, march - 60, status);
  shelf.put(`${made.url}/departments/${made.department.code}/sheet?digest=${digestOf(then)}`, then);
  for (const text of [then, sheet, list, status]) versions.set(digestOf(text), text);
  const content = { issuedAtSeconds: march - 3600, notBeforeSeconds: march - 3600 };
  const credential = makeSampleCredential(province, { content });
  const { receipt, verification } = await sign({ credential, at: (march * 1000) as Moment });
  expect(told(verification, 'seal', 'status')).toBe(
    'invalid, seal failed seal-compromised, status passed',
  );
  const held = await verify(receipt, { credential });
  expect(held.proofs.map(({ kind, held, issuedAt }) => [kind, held, issuedAt < march])).toEqual([
    ['trust-list', 'kept', true],
    ['department-sheet', 'kept', true],
    ['status-list', 'kept', true],
    ['trust-list', 'kept', false],
    ['department-sheet', 'kept', false],
  ]);
  expect(held.fault).toBeUndefined();
});

it('a receipt of a document that holds no licence names the files that its seal was looked up in', async () => {
  const { province, sign, verify } = await makeDesk();
  const document = await sealDocument(await makePlainDocument({ pages: 1 }), province.seal);
  const { receipt, verification } = await sign({ document: { content: toBase64(document) } });
  expect(verification.verdict).toBe('valid');
  const held = await verify(receipt, { document });
  expect(held.proofs.map(({ kind, held }) => `${kind} ${held}`)).toEqual([
    'trust-list kept',
    'department-sheet kept',
  ]);
  expect(held.fault).toBeUndefined();
});
