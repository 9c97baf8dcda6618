import {
  clientBody,
  departmentsBody,
  departmentWithEntitlements,
  historyBody,
  licenceTypeBody,
  licenceTypeDefinition,
  licenceTypesBody,
} from './directory.ts';
import { named, type Operation, type Operations } from './operation.ts';
import { pageQuery } from './page-size.ts';
import { sample, sampleDuty } from './sample-values.ts';

const department = {
  code: sample.department,
  name: sample.departmentName,
  division: '210100',
  sample: true,
};

/** A licence type as short as one can be. */
export const sampleType = {
  code: sample.type,
  version: 1,
  name: { 'zh-Hans': '食品经营许可证', en: 'Food business permit' },
  holder: 'organisation',
  items: [{ code: 'KZ_JYZMC', name: '经营者名称', kind: 'text', required: true }],
} as const;

/** A client with its public key. */
export const sampleClient = {
  id: sample.client,
  name: '沈阳市市场监督管理局证照系统（示例）',
  department: sample.department,
  scopes: ['licences:issue', 'licences:read', 'licences:change'],
  keys: [
    {
      kid: '5f1c1d5e-6a0b-4c51-9f64-0d3b2b6a7c11',
      kty: 'EC',
      crv: 'P-256',
      x: 'y0wJSRMj7oMXRL2n_XyIxpLM77LOQBEXqV60lWvHrcA',
      y: 'gV6Wff5lqhYMFS3T6vYmqjj6X9jgyOM3mt_UaonyNW8',
    },
  ],
} as const;

const typeDefinition = named('LicenceTypeDefinition', licenceTypeDefinition);
const historyPage = named('HistoryPage', historyBody);

export const codeText = 'Department code 统一社会信用代码, 18 characters.';
export const typeText = 'Licence type code 证照类型代码, 21 characters.';
export const clientText = 'Client id, as it was registered.';

const publicReading: Operations = {
  'GET /v1/departments': {
    id: 'listDepartments',
    tag: 'directory',
    summary: 'Lists the departments, by code',
    description: '按代码列出部门。公开。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('DepartmentPage', departmentsBody),
          example: { departments: [department], next: sample.department },
        },
      },
    },
  },
  'GET /v1/departments/{code}': {
    id: 'showDepartment',
    tag: 'directory',
    summary: 'Shows a department with all that it may issue, and might before',
    description: '查看部门及其颁发权限（含历史区间）。公开。',
    path: { code: codeText },
    answers: {
      200: {
        description: 'The department 部门',
        content: {
          schema: named('Department', departmentWithEntitlements),
          example: {
            ...department,
            entitlements: [{ type: sample.type, from: '2026-01-01T00:00:00.000Z' }],
            duties: [sampleDuty],
          },
        },
      },
    },
  },
  'GET /v1/licence-types': {
    id: 'listLicenceTypes',
    tag: 'directory',
    summary: 'Lists the licence types, by code',
    description: '按代码列出证照类型的最新版本。公开。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('LicenceTypePage', licenceTypesBody),
          example: {
            licenceTypes: [{ code: sample.type, version: 1, name: sampleType.name }],
          },
        },
      },
    },
  },
  'GET /v1/licence-types/{code}': {
    id: 'showLicenceType',
    tag: 'directory',
    summary: 'Shows the latest version of a licence type, and which versions there are',
    description: '查看证照类型的最新定义和全部版本号。公开。',
    path: { code: typeText },
    answers: {
      200: {
        description: 'The licence type 证照类型',
        content: {
          schema: named('LicenceType', licenceTypeBody),
          example: { licenceType: sampleType, versions: [1] },
        },
      },
    },
  },
  'GET /v1/licence-types/{code}/versions/{version}': {
    id: 'showLicenceTypeVersion',
    tag: 'directory',
    summary: 'Shows one version of a licence type, which never changes',
    description: '查看证照类型的某一版本；版本一经发布不再改变。公开。',
    path: { code: typeText, version: 'Number of the version, from 1.' },
    answers: {
      200: {
        description: 'The definition 定义',
        content: { schema: typeDefinition, example: sampleType },
      },
    },
  },
};

/** The history of one thing of the directory. */
export function toHistory(id: string, whose: string, path: Operation['path']): Operation {
  return {
    id,
    tag: 'directory',
    summary: `Shows the history of a ${whose}, oldest first`,
    description: '变更历史：何时、由谁提出、由谁确认、变更前后内容。',
    ...(path === undefined ? {} : { path }),
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: historyPage,
          example: {
            entries: [
              {
                at: '2026-11-22T03:00:00.000Z',
                act: 'register-department',
                subject: `/v1/departments/${sample.department}`,
                before: null,
                after: department,
                by: 'ceremony',
              },
            ],
          },
        },
      },
    },
  };
}

const inspecting: Operations = {
  'GET /v1/clients/{id}': {
    id: 'showClient',
    tag: 'directory',
    summary: 'Shows a client with its public keys',
    description: '查看客户端及其公钥。',
    path: { id: clientText },
    answers: {
      200: {
        description: 'The client 客户端',
        content: {
          schema: named('Client', clientBody),
          example: { ...sampleClient, state: 'active' },
        },
      },
    },
  },
  'GET /v1/clients/{id}/history': toHistory('showClientHistory', 'client', { id: clientText }),
  'GET /v1/departments/{code}/history': toHistory('showDepartmentHistory', 'department', {
    code: codeText,
  }),
  'GET /v1/licence-types/{code}/history': toHistory('showLicenceTypeHistory', 'licence type', {
    code: typeText,
  }),
};

/** What the directory says. */
export const directoryOperations: Operations = { ...publicReading, ...inspecting };
