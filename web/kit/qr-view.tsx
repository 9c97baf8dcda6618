import { useEffect, useState } from 'preact/hooks';
import type { QrSymbol } from '../../shared/formats/qr-symbol.ts';

interface Props {
  readonly text: string;
  readonly label: string;
}

const quietZone = 4;

/** A text as a QR symbol, always dark on white: what reads it does not know of dark mode. */
export function QrView({ text, label }: Props) {
  const [symbol, setSymbol] = useState<QrSymbol>();
  useEffect(() => {
    let isWanted = true;
    void import('../../shared/formats/qr-symbol.ts').then(({ toTextSymbol }) => {
      if (isWanted) setSymbol(toTextSymbol(text));
    });
    return () => {
      isWanted = false;
    };
  }, [text]);
  const size = (symbol?.size ?? 29) + 2 * quietZone;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect x={-quietZone} y={-quietZone} width={size} height={size} fill="#fff" />
      {symbol !== undefined && <path d={symbol.path} fill="#000" />}
    </svg>
  );
}
