import { z } from 'zod';
import type { OutgoingTemplate } from './sending.ts';

/** A text, an amount or a day that fills a place; the last two as they are written where a device cannot do better. */
const Filling = z.object({
  type: z.string(),
  text: z.string().optional(),
  currency: z.object({ fallback_value: z.string() }).optional(),
  date_time: z.object({ fallback_value: z.string() }).optional(),
});

/**
 * What people read of a template, whose text the platform alone has: its name, its language, and what fills its places, a
 * file by its kind. The form of components is WhatsApp's:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#template-object
 */
export function describeTemplate({ name, language, components }: OutgoingTemplate): string {
  const fillings = components.flatMap(({ parameters }): unknown[] =>
    Array.isArray(parameters) ? parameters : [],
  );
  const places = fillings.flatMap((filling) => {
    const { success, data } = Filling.safeParse(filling);
    if (!success) return [];
    return [data.text ?? data.currency?.fallback_value ?? data.date_time?.fallback_value ?? `[${data.type}]`];
  });
  return `${name} (${language})${places.length > 0 ? `: ${places.join(', ')}` : ''}`;
}
