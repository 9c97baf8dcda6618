/** A licence's face in small, in the colour of its type: frame, title, lines, code and seal. It tells nothing that does not stand beside it. */
export function FaceThumb({ colour = '#8a7440' }: { readonly colour?: string | undefined }) {
  const lines = [30, 37, 44, 51];
  return (
    <svg class="thumb" viewBox="0 0 96 72" aria-hidden="true">
      <rect class="ground" x="0.5" y="0.5" width="95" height="71" rx="3" />
      <rect x="4" y="4" width="88" height="64" fill="none" stroke={colour} stroke-width="2" />
      <rect x="7" y="7" width="82" height="58" fill="none" stroke={colour} stroke-width="0.7" />
      <path d="M30 17h36" stroke={colour} stroke-width="5" />
      {lines.map((y) => (
        <path key={y} class="line" d={`M14 ${y}h14M32 ${y}h${y === 51 ? 16 : 30}`} />
      ))}
      <path
        class="code"
        d="M14 56h2v2h-2zM18 56h2v2h-2zM14 60h2v2h-2zM18 60h2v2h-2zM16 58h2v2h-2z"
      />
      <circle class="seal" cx="74" cy="50" r="10" />
      <path
        class="star"
        d="M74 44.5l1.6 3.5 3.8.4-2.9 2.5.9 3.8-3.4-2-3.4 2 .9-3.8-2.9-2.5 3.8-.4z"
      />
    </svg>
  );
}
