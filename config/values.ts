import { z } from 'zod';

/** What environment variables hold, and what is said of a value that is none. */

export const text = z.string().trim().min(1);

/** What nobody shall guess. */
export const secret = (minimum: number) =>
  z.string().min(minimum, `must have at least ${minimum} characters`);

export const url = z.url({
  protocol: /^https?$/,
  error: 'must be an address that starts with http:// or https://',
});

export const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be an address that starts with postgres://',
});

export const integer = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number<string>({ error }).int({ error }).min(from, { error }).max(to, { error });
};

/** 0 takes a free one. */
export const port = integer(0, 65535);

export const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .transform((value) => value === 'true' || value === '1');

export const oneOf = <const Names extends readonly [string, ...string[]]>(...names: Names) =>
  z.enum(names, { error: `must be ${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}` });

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
/** Items separated by commas, each of which `item` takes. */
export const listOf = (item: z.ZodType<string, string>) => list.pipe(z.array(item));

export const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be addresses or networks such as 10.0.0.0/8',
});

export const origin = z
  .string()
  .regex(/^https?:\/\/[^/]+$/, { error: 'must be origins such as https://shop.example' });
