import { showUnseen } from '../../shared/domain/text.ts';

/** What somebody else wrote, as text and nothing else: it turns nothing around it, and hides nothing. Our own line breaks stay. */
export const Said = ({ text }: { readonly text: string }) => (
  <bdi>{text.split('\n').map(showUnseen).join('\n')}</bdi>
);
