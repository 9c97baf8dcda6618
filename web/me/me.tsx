import { render } from 'preact';
import { PageFrame } from '../kit/page-frame.tsx';
import { writeTab } from '../kit/sign-in/tab-store.ts';
import { MePage } from './me-page.tsx';
import { meTexts } from './me-texts.ts';
import { readRequestId } from './request-id.ts';

const title = { 'zh-Hans': meTexts['zh-Hans'].title, en: meTexts.en.title };

/** A counter's code opens `/a#…`: what it asks is kept in this tab, and stands in no address any more. */
if (location.pathname === '/a') {
  const id = readRequestId(location.hash);
  writeTab('kept-view', id === undefined ? undefined : { is: 'request', id });
  location.replace('/me');
} else {
  render(
    <PageFrame title={title}>{(context) => <MePage context={context} />}</PageFrame>,
    document.body,
  );
}
