import { toSeconds } from '../../../shared/domain/moment.ts';
import type { RecognisedProvince } from '../../../shared/domain/recognised-province.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import type { DepartmentSheet } from '../../../shared/formats/department-sheet.ts';
import type { IssueRoot } from '../../../shared/formats/issue-root.ts';
import { readIssueLeaves } from '../../../shared/formats/issue-root-leaves.ts';
import { toIssueMerkleRoot } from '../../../shared/formats/issue-root-tree.ts';
import type { StatusList } from '../../../shared/formats/status-list.ts';
import type { TrustList } from '../../../shared/formats/trust-list.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { makeFindSheet } from '../../../shared/verify/department-sheets.ts';
import type { Evidence } from '../../../shared/verify/evidence.ts';
import { toStatusListKind, toTrustListKind } from '../../../shared/verify/file-kinds.ts';
import { makeOpenIssueRoot } from '../../../shared/verify/issue-roots.ts';
import type { Primitives } from '../../../shared/verify/primitives.ts';
import type { Realm } from '../../../shared/verify/realm.ts';
import { makeOpenSignedFile, toText } from '../../../shared/verify/signed-files.ts';
import { makeFindStatusList } from '../../../shared/verify/status-lists.ts';
import { makeFindTrustList } from '../../../shared/verify/trust-lists.ts';
import type { Opened } from './mirror-file.ts';

/** What a province's files are opened with: the same that verifiers open them with. */
export interface OpenMirrored {
  trustList(body: Uint8Array): Promise<Evidence<TrustList>>;
  statusList(
    body: Uint8Array,
    under: { readonly trustList: TrustList; readonly address: string },
  ): Promise<Evidence<StatusList>>;
  sheet(
    body: Uint8Array,
    under: { readonly trustList: TrustList; readonly department: string },
  ): Promise<Evidence<DepartmentSheet>>;
  issueRoot(body: Uint8Array): Promise<Opened<IssueRoot>>;
  /** Are these the digests that the root is over? */
  isOver(root: IssueRoot, leaves: Uint8Array): Promise<boolean>;
}

/** A shelf on which nothing lies but this. */
const holding = (body: Uint8Array) => ({ find: () => ({ body }) });

/**
 * Closes the opening of one province's files over what it is recognised by, so that nothing is mirrored
 * that a verifier would not take.
 */
export function makeOpenMirrored(
  province: RecognisedProvince,
  { primitives, clock }: { readonly primitives: Primitives; readonly clock: Clock },
): OpenMirrored {
  const realm = toRealm(province);
  const [trustListKind, statusListKind] = [
    toTrustListKind(primitives),
    toStatusListKind(primitives),
  ];
  const now = () => ({ nowSeconds: toSeconds(clock.now()), maxAgeSeconds: 0 });
  return {
    async trustList(body) {
      const shelf = holding(body);
      const open = makeOpenSignedFile(trustListKind, { shelf, primitives });
      return makeFindTrustList(open)({ ...realm, ...now() });
    },
    async statusList(body, under) {
      const shelf = holding(body);
      const open = makeOpenSignedFile(statusListKind, { shelf, primitives });
      return makeFindStatusList(open)({ ...under, realm, ...now() });
    },
    sheet: async (body, under) =>
      makeFindSheet({ shelf: holding(body), primitives })({ ...under, realm, ...now() }),
    issueRoot: makeOpenRootOf(realm, primitives),
    isOver: (root, leaves) => isOver(primitives, root, leaves),
  };
}

function makeOpenRootOf({ provinceUrl, anchors }: Realm, primitives: Primitives) {
  const open = makeOpenIssueRoot({ primitives, anchors });
  return async (body: Uint8Array): Promise<Opened<IssueRoot>> => {
    const opened = await open(toText(body));
    if (typeof opened === 'string') return { reason: `issue-root-${opened}` };
    const isTheirs = opened.root.provinceUrl === provinceUrl;
    return isTheirs ? { value: opened.root } : { reason: 'issue-root-untrusted' };
  };
}

async function isOver({ hash }: Primitives, { root }: IssueRoot, leaves: Uint8Array) {
  try {
    const digests = readIssueLeaves(toText(leaves));
    return (await toIssueMerkleRoot(digests, async (data) => hash(data))) === root;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

function toRealm({ url, code, name, anchors }: RecognisedProvince): Realm {
  return {
    provinceUrl: url,
    provinceCode: code,
    anchors: anchors.map(({ certificate, until }) => ({
      certificate: readBase64(certificate),
      provinceUrl: url,
      provinceName: name,
      provinceCode: code,
      ...(typeof until === 'number' ? { until: toSeconds(until) } : {}),
    })),
  };
}
