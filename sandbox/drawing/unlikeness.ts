import sharp from 'sharp';

/** How different two pictures look, 0 (alike) to 255, by the means of their colours in a coarse grid. For tests. */
export async function unlikeness(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map(coarse));
  if (!a || !b) throw new Error('two pictures are needed');
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

const coarse = (picture: Buffer) =>
  sharp(picture).removeAlpha().resize(32, 32, { fit: 'fill' }).raw().toBuffer();
