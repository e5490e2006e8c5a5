import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import { readJson } from '../readBody.ts';

/** An order that names something the sandbox does not have: answered 400. */
export class WrongControl extends Error {}

/** Does what control was told, and answers what comes of it; 400 with the reason when the order is wrong. */
export async function answerControl<Body>(
  ctx: RouterContext,
  schema: z.ZodType<Body>,
  act: (body: Body) => unknown,
): Promise<void> {
  const order = schema.safeParse(await readJson(ctx));
  try {
    if (!order.success) throw new WrongControl(z.prettifyError(order.error));
    ctx.body = await act(order.data);
  } catch (error) {
    if (!(error instanceof WrongControl)) throw error;
    ctx.status = 400;
    ctx.body = { error: error.message };
  }
}
