import encodeQR from 'qr';

/** A QR code 二维码 of a text, dark on white whatever the page's colours, with its quiet zone. */
export function SymbolView({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <figure class="symbol">
      <svg viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
        <path class="ground" d={`M0 0h${rows.length}v${rows.length}H0z`} />
        <path class="dark" d={path} />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
