import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });
const moment = (description: string): FieldText => ({ description, format: 'date-time' });

/** The same text for a field in each of several places. */
const inEach = (places: readonly string[], field: string, text: FieldText) =>
  Object.fromEntries(places.map((place) => [`${place}.${field}`, text]));

const refusals = ['Problem', 'problem'];
const checked = ['checks', 'signatures', 'expected', 'faults'];
const typeDefinitions = [
  ...['NewLicenceTypeVersion', 'LicenceTypeDefinition', 'licenceType', 'licenceTypes'],
  'preview.type',
];
const authorisations = ['Authorisation', 'authorisations', 'AuthorisationDetail'];
const delegations = ['Delegation', 'delegations'];
const webhooks = ['NewWebhook', 'ChangedWebhook', 'Webhook', 'WebhookWithSecret', 'webhooks'];
const ofPurposes = [
  ...['NewAuthorisation', 'NewRetrievalRequest', 'FieldCheckRequest', 'DutyCheckRequest'],
  ...['RetrievalRequest', 'RequestToHolder', 'uses', ...authorisations],
];

/** Words for fields whose name means something else elsewhere, by what they stand in. */
export const textsByPlace: Readonly<Record<string, FieldText>> = {
  ...inEach(refusals, 'type', plain('Address of the page that explains it 说明页地址')),
  ...inEach([...refusals, 'ProblemPage'], 'title', plain('The refusal in words 标题')),
  ...inEach([...refusals, 'obstacle'], 'reason', plain('Finer stable code 细分代码')),
  'obstacle.code': plain('Stable code of the refusal 障碍代码'),
  'errors.code': plain('Stable code of the fault 错误代码'),
  ...inEach(checked, 'reason', plain('Why, a stable code; new ones may come 原因代码')),
  'checks.name': plain('Which check 检查项名称'),
  'proofs.number': plain('Number of the list or sheet 列表编号'),
  ...inEach(
    ['NewDepartment', 'Department', 'departments', 'department'],
    'code',
    plain('Department code 部门代码'),
  ),
  ...inEach(
    ['holders', 'holder', 'delegate'],
    'code',
    plain('Code of the identity, of the sort that `codeType` says 主体代码'),
  ),
  ...inEach(typeDefinitions, 'code', plain('Licence type code 证照类型代码')),
  ...inEach(
    ['NewLicenceTypeVersion', 'LicenceTypeDefinition', 'licenceType', 'preview'].map(
      (place) => `${place}.items`,
    ),
    'code',
    plain('Item code 照面项代码'),
  ),
  ...inEach(
    ['NewProvince', 'Province', 'provinces'],
    'code',
    plain('Province code 省级行政区划代码, 6 digits'),
  ),
  ...inEach(
    ['NewLicenceTypeVersion', 'LicenceTypeDefinition'],
    'items',
    plain('Items on the face 照面项, in their order'),
  ),
  'licence.items': plain('Items on the face 照面项, by code'),
  'RetrievalRequest.code': plain('What the holder’s QR code says behind `#` 亮证码'),
  'VerificationBatchRequest.items': plain('What is asked about 待核验内容'),
  'VerificationBatch.items': plain(
    'An answer to each, in the order in which they were asked 逐项结果',
  ),
  'VerificationBatch.items.verification': plain('What verifying it gave 核验结果'),
  'VerificationBatch.items.problem': plain('Why it could not be asked about 未能核验的原因'),
  ...inEach(
    ['VerificationRequest', 'ReceiptRequest', 'VerificationBatchRequest.items', 'Recognition'],
    'at',
    moment('The time asked about, now unless given 所问时间'),
  ),
  ...inEach(
    ['FieldCheckRequest', 'DutyCheckRequest'],
    'holder',
    plain('Who is said to hold it 持证主体'),
  ),
  'FieldCheckRequest.licence': plain('Which licence, as one was told 待核对的证照'),
  ...inEach(
    ['DutyCheckRequest', 'LicenceSearch'],
    'after',
    plain('Licence id of the last one that the answer before gave 上次结果的最后一项'),
  ),
  'FoundLicences.next': plain('What to pass as `after` next time 下次请求的 after'),
  'LicenceSearch.holder': plain('Whose licences 持证主体'),
  ...inEach(ofPurposes, 'purpose', plain('What it is for, which the holder reads 用途')),
  ...inEach(
    [...authorisations, ...delegations],
    'holder',
    plain('Name of the holder 持证主体名称'),
  ),
  ...inEach([...authorisations, ...delegations], 'uses', plain('How often it was used 已用次数')),
  'UsePage.uses': plain('Uses, newest first 用证记录'),
  ...inEach(webhooks, 'types', plain('Types of events that it gets; all unless given 事件类型')),
  ...inEach(webhooks, 'address', {
    description: 'Where events are sent, https 接收地址',
    format: 'uri',
  }),
  ...inEach(['events', 'deliveries'], 'type', plain('Type of the event 事件类型')),
  ...inEach(['BulkIssue', 'jobs'], 'check', plain('What checking the file found 检查情况')),
  'query.from': moment('First moment at which they came into force 生效时间起'),
  'query.until': moment('First moment at which they no longer did 生效时间止'),
  ...inEach(
    ['anchors', 'NewProvinceAnchor'],
    'certificate',
    plain('Root certificate, DER in base64 根证书'),
  ),
  ...inEach(
    ['Verification', 'verification'],
    'document',
    plain('What its signatures say, where a document was asked about 文书签名情况'),
  ),
  'OwnLicence.document': plain('Where its face is fetched 证照文件地址'),
  ...inEach(
    ['Seal', 'seals'],
    'validFrom',
    moment('First moment at which its certificate holds 有效期起'),
  ),
  ...inEach(
    ['Seal', 'seals'],
    'validUntil',
    moment('First moment at which its certificate no longer holds 有效期止'),
  ),
};
