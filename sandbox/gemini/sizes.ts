/** https://ai.google.dev/gemini-api/docs/image-generation: pixels of an image at 1K, by aspect ratio. */
const sizesAt1K: Record<string, [number, number]> = {
  '1:1': [1024, 1024],
  '1:4': [512, 2064],
  '1:8': [352, 2928],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:1': [2064, 512],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '8:1': [2928, 352],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
};

/** Only the flash models make these. */
const extremeRatios = ['1:4', '1:8', '4:1', '8:1'];

/**
 * What an image of a size is next to one at 1K, and its tokens: https://ai.google.dev/gemini-api/docs/pricing gives
 * $0.067 for 1K at $60 for a million.
 */
const flashSizes: Record<string, { scale: number; tokens: number }> = {
  '512': { scale: 0.5, tokens: 747 },
  '1K': { scale: 1, tokens: 1120 },
  '2K': { scale: 2, tokens: 1680 },
  '4K': { scale: 4, tokens: 2520 },
};
const proSizes: typeof flashSizes = {
  '1K': { scale: 1, tokens: 1120 },
  '2K': { scale: 2, tokens: 1120 },
  '4K': { scale: 4, tokens: 2000 },
};

interface ImageSize {
  width: number;
  height: number;
  tokens: number;
}

/** The pixels and tokens of a ratio and a size; a text says why a model does not make it. */
export function sizeOf(model: string, aspectRatio = '1:1', imageSize = '1K'): ImageSize | string {
  const isPro = model.includes('-pro-');
  const ratios = Object.keys(sizesAt1K).filter((ratio) => !isPro || !extremeRatios.includes(ratio));
  const sizes = isPro ? proSizes : flashSizes;
  const pixels = ratios.includes(aspectRatio) ? sizesAt1K[aspectRatio] : undefined;
  const size = sizes[imageSize];
  if (!pixels) return mustBeOneOf('aspect_ratio', ratios);
  if (!size) return mustBeOneOf('image_size', Object.keys(sizes));
  const [width, height] = pixels;
  return { width: width * size.scale, height: height * size.scale, tokens: size.tokens };
}

function mustBeOneOf(field: string, values: string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const list = `${quoted.slice(0, -1).join(', ')}, or ${quoted.at(-1)}`;
  return `* GenerateContentRequest.generation_config.image_config.${field}: ${field} must be one of ${list}.\n`;
}
