import { render } from 'preact';
import { PageFrame } from '../kit/page-frame.tsx';
import { DeskPage } from './desk-page.tsx';
import { deskTexts } from './desk-texts.ts';

const title = { 'zh-Hans': deskTexts['zh-Hans'].title, en: deskTexts.en.title };

render(
  <PageFrame title={title}>{(context) => <DeskPage context={context} />}</PageFrame>,
  document.body,
);
