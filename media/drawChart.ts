import { renderSvg } from './sharp.ts';

/** Pixels: twice what a mail shows, for screens that have them. */
const width = 960;
const height = 240;
/** So that the line's ends and the dot are not cut off. */
const margin = 14;

/** Legible on a light and on a dark ground: the picture has none of its own. */
const colour = '#2fa393';
const gridColour = '#94a3b8';

/**
 * Draws how a number went, from left to right at even distances, as a PNG with a clear background. It spans the
 * lowest to the highest value, and holds no text: which fonts a server has nobody knows.
 */
export function drawChart(values: number[]): Promise<Buffer> {
  const lowest = Math.min(...values);
  const span = Math.max(...values) - lowest;
  const points = values.map((value, index) => ({
    x: margin + ((width - 2 * margin) * index) / Math.max(1, values.length - 1),
    y: span === 0 ? height / 2 : height - margin - ((height - 2 * margin) * (value - lowest)) / span,
  }));
  return renderSvg(toSvg(points));
}

function toSvg(points: { x: number; y: number }[]): string {
  const line = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new RangeError('a chart of no values');
  const grid = [margin, height / 2, height - margin].map(
    (y) => `<path d="M0 ${y}H${width}" stroke="${gridColour}" stroke-opacity=".35" stroke-width="2"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
${grid.join('\n')}
<polygon points="${first.x},${height} ${line} ${last.x},${height}" fill="${colour}" fill-opacity=".16"/>
<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>
<circle cx="${last.x}" cy="${last.y}" r="11" fill="${colour}"/>
</svg>`;
}
