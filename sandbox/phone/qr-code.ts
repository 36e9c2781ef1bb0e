import { encode } from 'uqr';
import { type Html, html } from '../http/html';

/** Modules of light around the code; scanners need four. */
const QUIET = 4;

/** A QR code as an inline picture: dark on light in both themes, because scanners expect that. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? `M${x} ${y}h1v1h-1z` : [])));
  const side = size + 2 * QUIET;
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="${-QUIET} ${-QUIET} ${side} ${side}" shape-rendering="crispEdges">
  <rect x="${-QUIET}" y="${-QUIET}" width="${side}" height="${side}" fill="#fff"/><path d="${dark.join('')}" fill="#0c1511"/>
</svg>`;
}
