import type { Palette } from './palettes.ts';
import { anyOf } from './words.ts';

export interface Canvas {
  width: number;
  height: number;
  random: () => number;
  palette: Palette;
}

type Scene = (canvas: Canvas) => string;

/** What stands in the foreground; the words of a prompt choose, else its hash does. */
export const scenes: { words: RegExp; scene: Scene }[] = [
  {
    words: anyOf(
      'beach',
      'plage',
      'sea',
      'mer',
      'ocean',
      'boat',
      'bateau',
      'lake',
      'lac',
      'lighthouse',
      'water',
      'river',
      'port',
      'harbour',
    ),
    scene: (canvas) => water(canvas),
  },
  {
    words: anyOf('mountain', 'montagne', 'alps', 'alpes', 'peak', 'sommet', 'snow', 'snowy', 'neige'),
    scene: (canvas) => mountains(canvas),
  },
  {
    words: anyOf('city', 'ville', 'street', 'rue', 'tower', 'tour', 'neon', 'néon'),
    scene: (canvas) => city(canvas),
  },
  { words: anyOf('forest', 'forêt', 'tree', 'woods', 'arbre', 'jungle'), scene: (canvas) => trees(canvas) },
  {
    words: anyOf('flower', 'fleur', 'garden', 'jardin', 'field', 'champ', 'hill', 'colline'),
    scene: (canvas) => hills(canvas),
  },
];

const number = (value: number) => value.toFixed(1);
const pick = <Item>(items: readonly Item[], random: () => number) =>
  items[Math.floor(random() * items.length)] as Item;

/** A closed shape whose upper edge rises and falls, from `top` (a share of the height) down to the picture's foot. */
function ridge(
  { width, height, random }: Canvas,
  top: number,
  roughness: number,
  fill: string,
  sharp: boolean,
): string {
  const steps = sharp ? 9 : 5;
  const points = Array.from({ length: steps + 1 }, (_, step) => ({
    x: (step / steps) * width,
    y: height * (top + (random() - 0.5) * roughness),
  }));
  const [first, ...rest] = points as [{ x: number; y: number }, ...{ x: number; y: number }[]];
  let path = `M0 ${height} L${number(first.x)} ${number(first.y)}`;
  let last = first;
  for (const point of rest) {
    const middle = (last.x + point.x) / 2;
    path += sharp
      ? ` L${number(point.x)} ${number(point.y)}`
      : ` C${number(middle)} ${number(last.y)} ${number(middle)} ${number(point.y)} ${number(point.x)} ${number(point.y)}`;
    last = point;
  }
  return `<path d="${path} L${width} ${height} Z" fill="${fill}"/>`;
}

function hills(canvas: Canvas): string {
  const { width, height, random, palette } = canvas;
  const flowers = Array.from({ length: 40 }, () => {
    const y = height * (0.8 + random() * 0.2);
    const colour = pick(['#ff6b6b', '#ffd166', '#f8f9fa', '#c77dff'], random);
    return `<circle cx="${number(random() * width)}" cy="${number(y)}" r="${number(width * 0.006)}" fill="${colour}"/>`;
  });
  return (
    palette.land.map((fill, layer) => ridge(canvas, 0.58 + layer * 0.13, 0.14, fill, false)).join('') +
    flowers.join('')
  );
}

function mountains(canvas: Canvas): string {
  const { palette } = canvas;
  return (
    ridge(canvas, 0.42, 0.34, palette.land[0], true) +
    ridge(canvas, 0.58, 0.26, palette.land[1], true) +
    ridge(canvas, 0.82, 0.1, palette.land[2], false)
  );
}

function water(canvas: Canvas): string {
  const { width, height, random, palette } = canvas;
  const glints = Array.from({ length: 46 }, () => {
    const y = 0.64 + random() ** 2 * 0.34;
    const length = width * (0.02 + random() * 0.1) * (y - 0.4);
    return `<rect x="${number(random() * width)}" y="${number(height * y)}" width="${number(length)}" height="${number(height * 0.004)}" rx="2" fill="#fff" opacity="${number(0.15 + random() * 0.4)}"/>`;
  });
  const x = width * (0.2 + random() * 0.5);
  const y = height * 0.7;
  const s = width * 0.08;
  const boat = `<path d="M${number(x)} ${number(y)} h${number(s)} l${number(-s * 0.2)} ${number(s * 0.22)} h${number(-s * 0.6)} Z" fill="${palette.land[2]}"/><path d="M${number(x + s * 0.48)} ${number(y - s * 0.08)} V${number(y - s)} L${number(x + s)} ${number(y - s * 0.08)} Z" fill="#fff" opacity="0.9"/>`;
  return (
    ridge(canvas, 0.57, 0.1, palette.land[0], false) +
    `<rect y="${number(height * 0.62)}" width="${width}" height="${number(height * 0.38)}" fill="${palette.water}"/>` +
    glints.join('') +
    boat +
    ridge(canvas, 0.95, 0.06, palette.land[2], false)
  );
}

function city(canvas: Canvas): string {
  const { width, height, random, palette } = canvas;
  const row = (top: number, fill: string, lit: boolean) => {
    let out = '';
    for (let x = -width * 0.02; x < width;) {
      const w = width * (0.06 + random() * 0.08);
      const h = height * (top + random() * 0.28);
      out += `<rect x="${number(x)}" y="${number(height - h)}" width="${number(w)}" height="${number(h)}" fill="${fill}"/>`;
      for (let line = 0; lit && line < h / (height * 0.04) - 1; line += 1) {
        for (let column = 0; column < 3; column += 1) {
          if (random() < 0.45) continue;
          const [wx, wy] = [x + w * (0.18 + column * 0.26), height - h + height * (0.015 + line * 0.04)];
          out += `<rect x="${number(wx)}" y="${number(wy)}" width="${number(w * 0.13)}" height="${number(height * 0.018)}" fill="#ffe29a" opacity="0.85"/>`;
        }
      }
      x += w * 1.06;
    }
    return out;
  };
  return (
    row(0.3, palette.land[0], false) + row(0.2, palette.land[1], true) + row(0.06, palette.land[2], true)
  );
}

function trees(canvas: Canvas): string {
  const { width, height, random, palette } = canvas;
  const row = (foot: number, size: number, fill: string) =>
    Array.from({ length: 14 }, (_, index) => {
      const x = (index / 13) * width + (random() - 0.5) * width * 0.06;
      const h = height * size * (0.7 + random() * 0.6);
      const w = h * 0.42;
      const y = height * foot;
      return [0, 0.28, 0.54]
        .map(
          (up) =>
            `<path d="M${number(x - (w / 2) * (1 - up * 0.6))} ${number(y - h * up)} h${number(w * (1 - up * 0.6))} L${number(x)} ${number(y - h * (up + 0.46))} Z" fill="${fill}"/>`,
        )
        .join('');
    }).join('');
  return (
    ridge(canvas, 0.6, 0.12, palette.land[0], false) +
    row(0.74, 0.2, palette.land[0]) +
    row(0.88, 0.28, palette.land[1]) +
    ridge(canvas, 0.93, 0.04, palette.land[2], false) +
    row(1.02, 0.34, palette.land[2])
  );
}
