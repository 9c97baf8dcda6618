import { render } from 'preact';
import { PageFrame } from '../kit/page-frame.tsx';
import { DevelopersPage } from './developers-page.tsx';

render(
  <PageFrame title="developers">{(context) => <DevelopersPage context={context} />}</PageFrame>,
  document.body,
);
