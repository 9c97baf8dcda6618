import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });
const moment = (description: string): FieldText => ({ description, format: 'date-time' });

/** Words of events and endpoints. */
export const notifyingFieldTexts: Readonly<Record<string, FieldText>> = {
  acts: plain('How often: `issued`, or the state that was entered 次数'),
  attempt: plain('Which attempt it was 第几次尝试'),
  counts: plain('By type and seal 统计'),
  datacontenttype: plain('Media type of `data` 数据类型'),
  data: plain('Ids, codes, states and days; no personal data 事件数据'),
  deliveries: plain('Attempts, newest first 投递记录'),
  endsAt: moment('From when on it signs no more 失效时间'),
  eventId: plain('Event id 事件标识'),
  events: plain('Events in the order of their positions 事件'),
  milliseconds: plain('How long it took 耗时'),
  month: plain('`YYYY-MM`, of Asia/Shanghai 月份'),
  outcome: plain('What became of it; `given-up` is not tried again 投递结果'),
  secret: plain('The newest secret, for your verifier of Standard Webhooks 密钥'),
  secretId: plain('Secret id 密钥标识'),
  secrets: plain('Secrets that sign, newest last 密钥'),
  sequence: plain('Position in the feed 序号'),
  source: plain('The province’s address 事件来源'),
  specversion: plain('Version of CloudEvents 规范版本'),
  subject: plain('What it happened to 事件对象'),
  time: moment('When it happened 发生时间'),
  webhookId: plain('Endpoint id 端点标识'),
  webhooks: plain('Endpoints, oldest first 端点'),
};

/** Words that are told apart from those of the same name elsewhere. */
export const finerNotifyingTexts: Readonly<Record<string, FieldText>> = {
  '/v1/events?after': plain('`sequence` of the last event that you have 已处理的最后序号'),
  'ActCounts.sealId': plain('Under which seal 印章标识'),
  'EventPage.next': plain('What to pass as `after` next time 下次请求的 after'),
};
