import { createHash } from 'node:crypto';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import {
  type IssueRoot,
  issueRootType,
  toIssueRootPayload,
} from '../../shared/formats/issue-root.ts';
import { toIssueLeaves } from '../../shared/formats/issue-root-leaves.ts';
import { toIssueMerkleRoot } from '../../shared/formats/issue-root-tree.ts';
import type { IssueRootFiles, SeenIssueRoot } from '../../shared/verify/issue-root-audit.ts';
import { makeOpenIssueRoot } from '../../shared/verify/issue-roots.ts';
import type { SignatureCheck } from '../../shared/verify/primitives.ts';
import { digestOf } from './digest-of.ts';
import { type SampleProvince, type SampleSigner, sampleSeconds, signJws } from './province-pki.ts';

/** The first hour of the sample chains, three days ago. */
export const firstHour = sampleSeconds - (sampleSeconds % issueHourSeconds) - 72 * issueHourSeconds;

const hash = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());

/** Digests as licences have them, in order. */
export const toDigests = (...names: readonly string[]) => names.map((one) => digestOf(one)).sort();

/** What is unlike the usual chain; `claims` are laid over one root's before it is signed. */
export interface ChainChanges {
  readonly signer?: SampleSigner;
  readonly claims?: (number: number) => Partial<IssueRoot>;
}

/** A chain of one root an hour, signed by the province. */
export async function makeIssueChain(
  province: SampleProvince,
  hours: readonly (readonly string[])[],
  { signer = province.listSigner, claims = () => ({}) }: ChainChanges = {},
): Promise<readonly IssueRootFiles[]> {
  const files: IssueRootFiles[] = [];
  for (const [at, digests] of hours.entries()) {
    const number = at + 1;
    const from = firstHour + at * issueHourSeconds;
    const until = from + issueHourSeconds;
    const before = files.at(-1);
    const payload = toIssueRootPayload({
      ...{ provinceUrl: province.url, number, from, until, issuedAt: until + 130 },
      size: digests.length,
      root: await toIssueMerkleRoot(digests, hash),
      ...(before ? { previous: digestOf(before.compact) } : {}),
      ...claims(number),
    });
    files.push({
      compact: signJws(signer, issueRootType, payload),
      leaves: toIssueLeaves(digests),
    });
  }
  return files;
}

/** The last root of a chain, as an auditor remembers it. */
export function toSeen(files: readonly IssueRootFiles[]): SeenIssueRoot {
  return { number: files.length, digest: digestOf(files.at(-1)?.compact ?? '') };
}

/** What an auditor of the province holds, soon after the last of so many hours. */
export function makeAuditor(province: SampleProvince, hours: number) {
  const primitives = rememberSignatures(makeNodePrimitives());
  const anchors = [{ certificate: province.root.certificate, provinceUrl: province.url }];
  return {
    provinceUrl: province.url,
    nowSeconds: firstHour + hours * issueHourSeconds + 600,
    primitives,
    open: makeOpenIssueRoot({ primitives, anchors }),
  };
}

/** The same signature over the same data is checked once: chains differ in one root of many. */
function rememberSignatures(primitives: ReturnType<typeof makeNodePrimitives>) {
  const known = new Map<string, ReturnType<typeof primitives.verifySignature>>();
  return {
    ...primitives,
    verifySignature: (check: SignatureCheck) => {
      const { publicKey, signature, data } = check;
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      const name = digestOf(Buffer.concat([publicKey, signature, bytes]));
      const outcome = known.get(name) ?? primitives.verifySignature(check);
      known.set(name, outcome);
      return outcome;
    },
  };
}
