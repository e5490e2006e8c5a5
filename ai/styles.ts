import type { ImageStyle } from '../contracts/images.ts';

const styles: Record<ImageStyle, string> = {
  realistic: 'a realistic photograph with natural light, true colours and fine detail',
  artistic: 'an expressive painting with visible brush strokes and a rich palette',
  anime: 'an anime illustration with clean lines, cel shading and vivid colours',
  digital_art: 'polished digital art with dramatic light and crisp shapes',
};

/** The prompt a model gets: the person's words first, then the style in words, which every model understands. */
export function styledPrompt(prompt: string, style: ImageStyle): string {
  return `${prompt}\n\nStyle: ${styles[style]}.`;
}
