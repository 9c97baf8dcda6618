import { type ContainerNode, h, render } from 'preact';
import { act } from 'preact/test-utils';

/** A hook at work in a component that shows nothing. */
export interface RunningHook<Props, Told> {
  /** What it told last. */
  told(): Told;
  /** Gives it other properties. */
  change(props: Props): void;
  /** Does something in the page, and waits until what follows from it is done. */
  after(work: () => unknown): Promise<void>;
  /** Takes the component away. */
  leave(): void;
}

/** As much of an element as there is to do with for a component that shows nothing. */
const makePlace = () =>
  ({ nodeType: 1, childNodes: [], firstChild: null }) as unknown as ContainerNode;

/** Runs a hook as a page would, without a page. */
export function runHook<Props, Told>(
  use: (props: Props) => Told,
  props: Props,
): RunningHook<Props, Told> {
  const place = makePlace();
  const told: Told[] = [];
  const Probe = ({ given }: { readonly given: Props }) => {
    told.push(use(given));
    return null;
  };
  const change = (given: Props) => {
    void act(() => render(h(Probe, { given }), place));
  };
  change(props);
  return {
    told: () => told.at(-1) as Told,
    change,
    after: async (work) => {
      await act(async () => {
        await work();
      });
    },
    leave: () => {
      void act(() => render(null, place));
    },
  };
}
