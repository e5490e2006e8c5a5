import type { z } from 'zod';
import { unreadable } from './errors.ts';
import type { PlatformAnswer } from './http.ts';

/**
 * What an answer holds, by its schema.
 * @throws {Unavailable} 'unknown' when it is shaped otherwise: `expected` says what was not there ("X answered no post").
 */
export function readAnswer<Shape extends z.ZodType>(
  schema: Shape,
  { json }: Pick<PlatformAnswer, 'json'>,
  expected: string,
): z.infer<Shape> {
  const result = schema.safeParse(json);
  if (!result.success) throw unreadable(expected);
  return result.data;
}
