import { render } from 'preact';
import { PageFrame } from '../kit/page-frame.tsx';
import { CounterPage } from './counter-page.tsx';
import { keepPageOffline } from './keep-page-offline.ts';

render(
  <PageFrame title={{ 'zh-Hans': '窗口核验', en: 'Counter' }}>
    {(context) => <CounterPage context={context} />}
  </PageFrame>,
  document.body,
);
void keepPageOffline();
