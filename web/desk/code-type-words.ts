import type { HolderCodeType } from '../../shared/domain/licence-type.ts';
import type { PageLanguage } from '../kit/texts.ts';

/** 持证主体代码类型 in words (GB/T 36903 Annex A). */
export const codeTypeWords: Readonly<
  Record<PageLanguage, Readonly<Record<HolderCodeType, string>>>
> = {
  'zh-Hans': {
    ...{ '001': '统一社会信用代码', '099': '其他法人或组织证件', '111': '公民身份号码' },
    ...{ '114': '解放军军官证', '115': '武警警官证', '118': '解放军士兵证', '119': '武警士兵证' },
    ...{ '120': '解放军文职人员证', '122': '武警文职人员证', '411': '外交护照' },
    ...{ '412': '公务护照', '413': '公务普通护照', '414': '普通护照' },
    ...{ '511': '台湾居民来往大陆通行证', '516': '港澳居民来往内地通行证', '999': '其他证件' },
  },
  en: {
    ...{ '001': 'Social credit code', '099': 'Other code of an organisation' },
    ...{ '111': 'Citizen’s number', '114': 'Officer’s card', '115': 'Police officer’s card' },
    ...{ '118': 'Soldier’s card', '119': 'Police soldier’s card' },
    ...{ '120': 'Civilian staff’s card', '122': 'Police civilian staff’s card' },
    ...{ '411': 'Diplomatic passport', '412': 'Service passport' },
    ...{ '413': 'Ordinary passport for public affairs', '414': 'Passport' },
    ...{ '511': 'Taiwan residents’ permit', '516': 'Hong Kong and Macao residents’ permit' },
    ...{ '999': 'Other document' },
  },
};
