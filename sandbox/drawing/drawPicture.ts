import sharp from 'sharp';
import { palettes } from './palettes.ts';
import { seeded } from './random.ts';
import { scenes, type Canvas } from './scenes.ts';

/**
 * A landscape as a PNG, drawn from the prompt: its words, else its hash, choose scene, light and sun; `nonce` the
 * lie of the land, so that the same prompt twice gives two like pictures, as a real model does.
 */
export function drawPicture(
  prompt: string,
  { width, height, nonce }: { width: number; height: number; nonce: string },
): Promise<Buffer> {
  const byPrompt = seeded(prompt);
  const chosen = <Entry extends { words: RegExp }>(entries: Entry[]) =>
    entries.find(({ words }) => words.test(prompt)) ?? entries[Math.floor(byPrompt() * entries.length)];
  const palette = chosen(palettes)?.palette;
  const scene = chosen(scenes)?.scene;
  if (!palette || !scene) throw new Error('nothing to draw with');
  const canvas: Canvas = { width, height, palette, random: seeded(`${prompt}\n${nonce}`) };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    ${sky(canvas, byPrompt)}${scene(canvas)}${caption(prompt, canvas)}</svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 4 }).toBuffer();
}

function sky({ width, height, palette, random }: Canvas, byPrompt: () => number): string {
  const [top, middle, bottom] = palette.sky;
  const [x, y, r] = [
    width * (0.2 + byPrompt() * 0.6),
    height * (0.2 + byPrompt() * 0.22),
    width * (0.06 + byPrompt() * 0.05),
  ];
  const clouds = Array.from({ length: 5 }, () => {
    const [cx, cy, rx] = [
      random() * width,
      height * (0.08 + random() * 0.3),
      width * (0.06 + random() * 0.1),
    ];
    return `<ellipse cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" rx="${rx.toFixed(1)}" ry="${(rx * 0.16).toFixed(1)}" fill="#fff" opacity="0.22"/>`;
  });
  return `<defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="0.45" stop-color="${middle}"/><stop offset="0.75" stop-color="${bottom}"/></linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="${palette.sun}" stop-opacity="0.7"/><stop offset="1" stop-color="${palette.sun}" stop-opacity="0"/></radialGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#sky)"/>
    <circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(r * 3.2).toFixed(1)}" fill="url(#glow)"/>
    <circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${palette.sun}"/>${clouds.join('')}`;
}

/** The words of the prompt's first line, small, at the foot; a machine without fonts leaves it out. */
function caption(prompt: string, { width, height }: Canvas): string {
  const [line = ''] = prompt.trim().split('\n');
  const words = line.replace(/\s+/g, ' ').slice(0, 70);
  const size = Math.round(width / 48);
  return `<text x="${width / 2}" y="${height - size}" font-family="sans-serif" font-size="${size}" fill="#fff" fill-opacity="0.75" text-anchor="middle">${escapeXml(words)}</text>`;
}

const escapeXml = (text: string) =>
  text
    // XML knows no such characters at all.
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .toWellFormed()
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
