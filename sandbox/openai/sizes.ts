/**
 * Why a size is none that GPT Image 2 makes; null when it is one. The limits are those of
 * https://developers.openai.com/api/docs/guides/image-generation
 */
export function sizeProblem(size: string): string | null {
  const [, width = 0, height = 0] = (/^(\d{1,5})x(\d{1,5})$/.exec(size) ?? []).map(Number);
  const invalid = `Invalid size '${size}'.`;
  if (!width || !height) return `${invalid} It must be WIDTHxHEIGHT or 'auto'.`;
  if (width % 16 !== 0 || height % 16 !== 0) {
    return `${invalid} Width and height must both be divisible by 16.`;
  }
  if (Math.max(width, height) > 3840) return `${invalid} The longest edge must be at most 3840 pixels.`;
  if (Math.max(width / height, height / width) > 3) {
    return `${invalid} The aspect ratio must be between 1:3 and 3:1.`;
  }
  const pixels = width * height;
  return pixels < 655_360 || pixels > 8_294_400
    ? `${invalid} It must have between 655360 and 8294400 pixels.`
    : null;
}

/**
 * Image tokens of a picture. Of the three standard sizes, by the guide's prices ($0.053 for a medium square, at $30
 * for a million); other sizes cost as the standard one of their shape does, which is near enough for a stand-in.
 */
const outputTokens = {
  low: { square: 196, oblong: 158 },
  medium: { square: 1756, oblong: 1372 },
  high: { square: 7024, oblong: 5488 },
};

export const tokensOf = ({
  quality,
  width,
  height,
}: {
  quality: keyof typeof outputTokens;
  width: number;
  height: number;
}): number => outputTokens[quality][width === height ? 'square' : 'oblong'];
