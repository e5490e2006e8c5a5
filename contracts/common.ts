import { z } from 'zod';

/** An instant in UTC, ISO 8601. A string, for JSON has no dates. */
export const Instant = z.iso
  .datetime()
  .meta({ description: 'An instant, UTC, ISO 8601', example: '2026-01-12T10:00:00.000Z' });

/** An integer id of the specifications that show integers. */
export const NumericId = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, { error: 'not_an_id' })
  .pipe(z.coerce.number<string>().max(2_147_483_647, { error: 'not_an_id' }));

/** A whole number above zero, as a query says it. */
export const Ordinal = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, { error: 'not_a_page' })
  .pipe(z.coerce.number<string>());

export const Uuid = z.uuid();

/** One line of text that a person wrote: trimmed, without control characters. */
export const line = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .regex(/^[^\p{Cc}]*$/u, { error: 'control_characters' });

const visible = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether anything of a text can be seen: spaces, format characters, fillers and a braille sign without dots cannot. */
export const isVisible = (text: string): boolean => visible.test(text);

/** What somebody is to read: trimmed, of several lines, and not empty or invisible. */
export const visibleText = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => text === '' || isVisible(text), { error: 'nothing_visible' });

export const Email = z.string().trim().max(254).check(z.email()).meta({ example: 'user@example.com' });

/** `page` and `page_size` of a list. More than the maximum gives the maximum. */
export const PageQuery = z.object({
  page: Ordinal.default(1),
  page_size: Ordinal.optional(),
});

/** A page as image-automation-api answers it. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    count: z.int(),
    next: z.url().nullable(),
    previous: z.url().nullable(),
    results: z.array(item),
  });

export const Message = z.object({ message: z.string() }).meta({ id: 'Message' });
