import { render } from 'preact';
import { PageFrame } from '../kit/page-frame.tsx';
import { developersTitle } from './developer-texts.ts';
import { DevelopersPage } from './developers-page.tsx';

render(
  <PageFrame title={developersTitle}>
    {(context) => <DevelopersPage context={context} />}
  </PageFrame>,
  document.body,
);
