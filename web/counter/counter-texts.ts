import type { PageLanguage } from '../kit/texts.ts';

/** What the counter says, in Chinese; the other catalogues have the same entries. */
const zh = {
  modes: '功能',
  verify: '核验',
  retrieve: '取证',
  input: '扫描或输入证照二维码',
  inputHint: '扫码枪扫描后自动核验，可连续扫描，无需使用鼠标；手工输入后按回车键。',
  next: '继续扫描下一个证照',
  submit: '核验',
  openCamera: '使用摄像头',
  closeCamera: '关闭摄像头',
  cameraPicture: '摄像头画面',
  cameraHint: '将证照二维码对准画面，识别后自动核验。',
  torch: '补光灯',
  'camera-refused':
    '未获准使用摄像头。请在浏览器地址栏的权限设置中允许使用摄像头，或改用扫码枪、选择图片。',
  'camera-none': '没有找到摄像头。请连接摄像头，或改用扫码枪、选择图片。',
  'camera-busy':
    '摄像头无法打开，可能正被其他程序使用。请关闭其他程序后重试，或改用扫码枪、选择图片。',
  file: '选择图片或 PDF',
  fileReading: '正在读取文件…',
  fileNoCode: '图片中没有找到二维码。请选择更清晰、完整的图片，或直接扫描纸质证照。',
  fileTooLarge: '文件过大。请选择 10 MB 以内的图片或 PDF。',
  fileUnreadable: '无法读取此文件。请选择图片、PDF 或证照文件。',
  fileOfd:
    '这是 OFD 文件，本页不能核验其中的签章。请用 OFD 阅读软件查验，或请持证主体出示证照二维码、PDF 证照。',
  fileArchive: '这是压缩包或办公文档，不是证照。请选择图片、PDF 或证照文件。',
  ready: '请出示证照',
  readyHint: '可扫描纸质或手机上的证照二维码。',
  print: '打印核验记录',
  printSlip: '打印告知单',
  receipt: '保存签名回执',
  receiptSaved: '回执已保存。',
  receiptFailed: '未能取得回执：',
  clear: '清除，等待下一个',
  recordTitle: '电子证照核验记录',
  recordAt: '核验时间',
  recordBy: '核验方式',
  recordHere: '窗口页面本机核验',
  recordKit: '离线核验包',
  receiptNumber: '签名回执编号',
  signClerk: '经办人（签字）：',
  signDate: '日期：',
  recordNote: '本记录仅反映核验时公开的证照状态。',
  slipTitle: '电子证照核验告知单',
  slipWords: '您出示的电子证照本次未能得出核验结论。这不表示证照无效。',
  slipNext: '请按以下方式办理：',
  slipRetry: '请窗口工作人员在网络恢复或数分钟后再次核验；',
  slipAsk: '如仍无结论，请联系颁发机构核实证照状态：',
  slipKeep: '请保留本告知单。窗口不应仅因此拒绝受理。',
  goRetrieve: '去取证',
  goNumber: '按编号核对',
} as const;

export type CounterTextName = keyof typeof zh;
export type CounterTexts = Readonly<Record<CounterTextName, string>>;

const en: CounterTexts = {
  modes: 'What to do',
  verify: 'Verify',
  retrieve: 'Retrieve',
  input: 'Scan or type the code of a licence',
  inputHint:
    'What a hand scanner reads is verified at once, one after the other, without a mouse. Press Enter after typing.',
  next: 'Scan the next licence',
  submit: 'Verify',
  openCamera: 'Use the camera',
  closeCamera: 'Close the camera',
  cameraPicture: 'What the camera sees',
  cameraHint: 'Hold the code of the licence before the camera; it is verified at once.',
  torch: 'Lamp',
  'camera-refused':
    'The camera may not be used. Allow it in the browser’s site settings, or use a hand scanner or a picture.',
  'camera-none': 'There is no camera. Connect one, or use a hand scanner or a picture.',
  'camera-busy':
    'The camera could not be opened; another program may be using it. Close that and try again, or use a hand scanner or a picture.',
  file: 'Choose a picture or PDF',
  fileReading: 'Reading the file…',
  fileNoCode:
    'There is no code in the picture. Choose a sharper, whole one, or scan the licence itself.',
  fileTooLarge: 'The file is too large. Choose a picture or PDF of up to 10 MB.',
  fileUnreadable: 'The file cannot be read. Choose a picture, a PDF or a licence file.',
  fileOfd:
    'This is an OFD document, whose seal this page cannot verify. Use a reader of such documents, or ask for the code of the licence or its PDF.',
  fileArchive:
    'This is an archive or an office document, not a licence. Choose a picture, a PDF or a licence file.',
  ready: 'Ready for a licence',
  readyHint: 'Scan the code on paper or on a phone.',
  print: 'Print this result',
  printSlip: 'Print a slip for the holder',
  receipt: 'Save a signed receipt',
  receiptSaved: 'The receipt is saved.',
  receiptFailed: 'No receipt could be had: ',
  clear: 'Clear, and wait for the next',
  recordTitle: 'Verification of an electronic licence',
  recordAt: 'Verified at',
  recordBy: 'Verified by',
  recordHere: 'the counter’s page, on this device',
  recordKit: 'Offline kit',
  receiptNumber: 'Signed receipt',
  signClerk: 'Signed by the clerk:',
  signDate: 'Date:',
  recordNote: 'This says only what was published of the licence at that time.',
  slipTitle: 'About the verification of your licence',
  slipWords:
    'The licence that you showed could not be verified to a conclusion. This does not mean that it is not valid.',
  slipNext: 'What to do next:',
  slipRetry: 'Ask the counter to verify again when there is a network, or in a few minutes;',
  slipAsk: 'if there is still no conclusion, ask the issuing department about the licence:',
  slipKeep: 'Keep this slip. A counter should not refuse you for this alone.',
  goRetrieve: 'Go to retrieval',
  goNumber: 'Check by number',
};

export const counterTexts: Readonly<Record<PageLanguage, CounterTexts>> = { 'zh-Hans': zh, en };
