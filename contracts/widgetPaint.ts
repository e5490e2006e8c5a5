/** A colour to paint with, and one that can be read on it. */
export interface Paint {
  surface: string;
  text: string;
  /** What shows on white: a ring around what has the focus. */
  edge: string;
}

/** WCAG 2.2, 1.4.3: what small text needs. */
const readable = 4.5;
const dark = '#0f172a';

/**
 * The shop's colour with a text on it that can be read. Where white would nearly do, the colour is made a little darker;
 * on a light one the text is dark.
 */
export function paintOf(color: string): Paint {
  let shade = channelsOf(color);
  if (contrastWithWhite(shade) < 2.5) return { surface: color, text: dark, edge: dark };
  while (contrastWithWhite(shade) < readable) shade = shade.map((channel) => channel * 0.97);
  return { surface: write(shade), text: '#ffffff', edge: write(shade) };
}

const channelsOf = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

const write = (channels: number[]) =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

const contrastWithWhite = (channels: number[]) => 1.05 / (luminanceOf(channels) + 0.05);

function luminanceOf(channels: number[]): number {
  const [red = 0, green = 0, blue = 0] = channels
    .map((channel) => Math.round(channel) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
