import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readBase32Run, toBase32 } from '../../shared/formats/base32.ts';
import { readBase64, readBase64url } from '../../shared/formats/base64url.ts';
import { toCbor } from '../../shared/formats/cbor.ts';
import { readCbor } from '../../shared/formats/cbor-reader.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { assembleSign1, readSign1, toSign1Input } from '../../shared/formats/cose-sign1.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { credentialType, readCredentialClaims } from '../../shared/formats/credential-claims.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import { readDepartmentSheet } from '../../shared/formats/department-sheet.ts';
import { readDpopProof } from '../../shared/formats/dpop-proof.ts';
import { issueRootType, readIssueRoot } from '../../shared/formats/issue-root.ts';
import { readJws } from '../../shared/formats/jws.ts';
import { readPrintedCode } from '../../shared/formats/printed-code.ts';
import { readStatusList, statusAt } from '../../shared/formats/status-list.ts';
import { isJsonObject, type JsonObject, readStrictJson } from '../../shared/formats/strict-json.ts';
import { readTrustList } from '../../shared/formats/trust-list.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { makeProof } from '../build/dpop-proofs.ts';
import { makeIssueChain, toDigests } from '../build/issue-roots.ts';
import { makeTestKey } from '../build/jwk.ts';
import { makeSampleCredential } from '../build/presented.ts';
import { makeProvinceCode } from '../build/printed-codes.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeDocumentTargets } from './document-targets.ts';
import type { FuzzTarget } from './fuzz.ts';
import { mutate } from './mutate.ts';
import { mutateJson } from './mutate-json.ts';

const maxBytes = 256 * 1024;
const encode = (text: string) => new TextEncoder().encode(text);
const toText = (input: Uint8Array) => Buffer.from(input).toString('utf8');
const primitives = makeNodePrimitives();

/** The claims of a compact JWS, as they were signed. */
const payloadOf = (jws: string) => readBase64url(jws.split('.')[1] ?? '');

/** Hostile claims are hostile behind a right signature too: what reads them gets any JSON object. */
function readClaims(input: Uint8Array): JsonObject {
  const value = readStrictJson(input, { maxBytes });
  if (!isJsonObject(value)) throw new Problem('malformed', { reason: 'not-an-object' });
  return value;
}

const textTarget = (
  name: string,
  seeds: readonly string[],
  read: (text: string) => unknown,
): FuzzTarget => ({ name, seeds: seeds.map(encode), read: (input) => read(toText(input)) });

const claimsTarget = (
  name: string,
  files: readonly string[],
  read: (claims: JsonObject) => unknown,
): FuzzTarget => ({
  name,
  seeds: files.map(payloadOf),
  mutate: (seeds, chance) =>
    chance.below(4) === 0 ? mutate(seeds, chance) : mutateJson(chance.pick(seeds), chance),
  read: (input) => read(readClaims(input)),
});

function makeCredentialTargets(province: SampleProvince): readonly FuzzTarget[] {
  const credentials = [
    makeSampleCredential(province),
    makeSampleCredential(province, { content: { disclosed: [] } }),
  ];
  const disclosuresOf = (text: string) => {
    const { jws, disclosures } = readCredential(text, { maxBytes });
    return processDisclosures(jws.payload, disclosures, primitives.digest);
  };
  return [
    textTarget('credential', credentials, (text) => readCredential(text, { maxBytes })),
    textTarget('disclosures', credentials, disclosuresOf),
    claimsTarget(
      'credential claims',
      credentials.map((one) => one.split('~')[0] ?? ''),
      readCredentialClaims,
    ),
    textTarget(
      'jws',
      credentials.map((one) => one.split('~')[0] ?? ''),
      (text) => readJws(text, { typ: credentialType, maxBytes }),
    ),
  ];
}

async function makeFileTargets(province: SampleProvince): Promise<readonly FuzzTarget[]> {
  const sheet = makeSheetFile(province);
  const entries = [3, 4711, 131_071].map((index) => ({ index, status: 2 }));
  const lists = [
    makeStatusListFile(province),
    makeStatusListFile(province, { draft: { entries } }),
  ];
  const chain = await makeIssueChain(province, [toDigests('one', 'two'), toDigests('three')]);
  const readEntries = async (claims: JsonObject) => {
    const { bytes, bits } = await readStatusList(claims, primitives);
    return [0, 4711, 131_071].map((index) => statusAt(bytes, bits, index));
  };
  return [
    claimsTarget('status list', lists, readEntries),
    claimsTarget('trust list', [makeTrustListFile(province, sheet)], readTrustList),
    claimsTarget('department sheet', [sheet], readDepartmentSheet),
    claimsTarget(
      'issue root',
      chain.map(({ compact }) => compact),
      readIssueRoot,
    ),
    textTarget(
      'issue root, signed',
      chain.map(({ compact }) => compact),
      (text) => readJws(text, { typ: issueRootType, maxBytes }),
    ),
  ];
}

/** What is read as CBOR is written again as it was: one value, one spelling. */
function readCborTwice(input: Uint8Array): void {
  const value = readCbor(input);
  if (Buffer.compare(toCbor(value), input) !== 0) throw new Error('a second spelling was read');
}

/** A code as it is printed, and what stands inside it, each read by itself so that mutation gets that far. */
function makePrintedTargets(province: SampleProvince): readonly FuzzTarget[] {
  const code = makeProvinceCode(province);
  const cose = readBase32Run(code, code.indexOf('YZ1') + 3);
  const { payload, signingInput } = readSign1(cose);
  return [
    textTarget('printed code', [code, code.slice(code.indexOf('YZ1'))], readPrintedCode),
    { name: 'COSE_Sign1', seeds: [cose], read: readSign1 },
    { name: 'CBOR', seeds: [payload, signingInput, cose], read: readCborTwice },
    {
      name: 'printed claims',
      seeds: [payload],
      read: (input) => readPrintedCode(`YZ1${toBase32(withPayload(cose, input))}`),
    },
  ];
}

/** The signed object over other claims; a reader looks at no signature. */
function withPayload(cose: Uint8Array, payload: Uint8Array): Uint8Array {
  const { certificateHash, signature } = readSign1(cose);
  return assembleSign1(toSign1Input(certificateHash, payload), signature);
}

const proofOf = () =>
  makeProof(makeTestKey(), {
    url: 'https://licence.ln.example/v1/licences',
    nonce: 'n'.repeat(32),
    nowSeconds: sampleSeconds,
  });

const json =
  '{"类型":["JY1",-0.5,1e3,true,null,{"x":"\\u8bc1\\n"}],"holders":[{"name":"张某某（示例）"}]}';

/** Every parser that strangers reach. */
export async function makeFuzzTargets(): Promise<readonly FuzzTarget[]> {
  const province = await makeSampleProvince();
  const { root, sealingCa, seal, statusSigner } = province;
  const certificates = [root, sealingCa, seal, statusSigner].map(({ certificate }) => certificate);
  return [
    { name: 'certificate', seeds: certificates, read: readCertificate },
    ...makeCredentialTargets(province),
    ...(await makeFileTargets(province)),
    ...makePrintedTargets(province),
    ...(await makeDocumentTargets(province)),
    textTarget('DPoP proof', [proofOf()], readDpopProof),
    { name: 'JSON', seeds: [encode(json)], read: (input) => readStrictJson(input, { maxBytes }) },
    textTarget('base64url', ['eyJhbGciOiJFUzI1NiJ9'], readBase64url),
    textTarget('base64', ['MIIBszCCAVmgAwIBAgIQ', 'MIIBszCCAVmgAwIBAg=='], readBase64),
  ];
}
