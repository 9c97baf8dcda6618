/** What stood in the way of a row beside its own fields, by code, as its result tells it. */
export const rowReasons: Readonly<Record<string, string>> = {
  valid: '证照当前有效',
  suspended: '证照已暂扣',
  withdrawn: '证照已撤销',
  'penalty-revoked': '证照已吊销',
  deregistered: '证照已注销',
  transferred: '证照已转出',
  rescinded: '证照已撤回',
  void: '证照已失效',
  superseded: '证照已有新版本',
  expired: '证照已过有效期',
  'reported-lost': '持证主体已挂失，本批不解除挂失',
  'state-conflict': '证照当前状态不允许',
  'not-found': '没有此证照',
  'number-taken': '证照编号已被使用',
  'internal-error': '内部错误，请联系运行单位',
};
