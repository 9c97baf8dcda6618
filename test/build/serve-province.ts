import { digestOf } from './digest-of.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type ProvinceChanges,
  type SampleProvince,
} from './province-pki.ts';
import { type PublicFiles, servePublicFiles } from './public-files.ts';

/** A province whose files a small server gives, as ours gives its own. */
export interface ServedProvince {
  readonly province: SampleProvince;
  readonly served: PublicFiles;
  /** Puts these files; the others stay, first the usual ones. */
  put(files: {
    readonly trustList?: string;
    readonly sheet?: string;
    readonly statusList?: string;
  }): void;
  /** Path of its one status list. */
  readonly statusListPath: string;
}

const types = {
  trustList: 'application/trust-list+jwt',
  sheet: 'application/department-sheet+jwt',
  statusList: 'application/statuslist+jwt',
} as const;

/** Zhejiang, unless told, with one department and one status list. */
export async function serveProvince(changes: ProvinceChanges = {}): Promise<ServedProvince> {
  const served = await servePublicFiles();
  const names = { name: '浙江省', code: '330000' };
  const department = {
    code: '11330100MB9Y200172',
    name: '杭州市市场监督管理局（示例）',
    division: '330100',
  };
  const province = await makeSampleProvince({ ...names, department, url: served.url, ...changes });
  const statusListPath = province.statusListUrl.slice(province.url.length);
  const set = (path: string, body: string, contentType: string) =>
    served.files.set(path, { body, contentType, etag: `"${digestOf(body)}"` });
  const usual = makeSheetFile(province);
  const put: ServedProvince['put'] = ({ sheet = usual, trustList, statusList }) => {
    const at = `/departments/${province.department.code}/sheet?digest=${digestOf(sheet)}`;
    set(at, sheet, types.sheet);
    if (trustList !== undefined) set('/trust-list', trustList, types.trustList);
    if (statusList !== undefined) set(statusListPath, statusList, types.statusList);
  };
  const index = JSON.stringify({ status_lists: [province.statusListUrl] });
  set('/status-lists', index, 'application/json');
  put({
    trustList: makeTrustListFile(province, usual),
    statusList: makeStatusListFile(province),
  });
  return { province, served, put, statusListPath };
}
