import type { Caller, Client, Scope } from '../../shared/domain/client.ts';
import type { ClientId, DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import type { TestKey } from './jwk.ts';

/** 沈阳市市场监督管理局（示例）. */
export const shenyang = '11210100MB9Y10011Q' as DepartmentCode;
/** 辽宁省住房和城乡建设厅（示例）. */
export const housing = '11210000MB9Y1002XB' as DepartmentCode;

/** A caller as the authoriser establishes it. */
export function toCaller(
  clientId: string,
  scopes: readonly Scope[],
  department?: DepartmentCode,
): Caller {
  return {
    clientId: clientId as ClientId,
    scopes,
    ...(department === undefined ? {} : { department }),
  };
}

/** A registered client with one key. */
export function toClient(key: TestKey, parts: Partial<Client> = {}): Client {
  return {
    id: 'shenyang-licensing' as ClientId,
    name: '沈阳市证照系统（示例）',
    department: shenyang,
    scopes: ['licences:issue', 'licences:read'],
    keys: [key.clientKey],
    state: 'active',
    ...parts,
  };
}

/** A clock that stands still until it is set. */
export function makeTestClock(start = '2026-05-01T00:00:00.000Z') {
  let now = Date.parse(start) as Moment;
  return {
    now: () => now,
    set: (moment: number) => {
      now = moment as Moment;
    },
    advance: (milliseconds: number) => {
      now = (now + milliseconds) as Moment;
    },
  };
}
