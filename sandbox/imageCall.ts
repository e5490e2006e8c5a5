import type { RouterContext } from '@koa/router';
import sharp from 'sharp';
import { drawPicture } from './drawing/drawPicture.ts';
import { serveModel, type ModelOrder, type ModelVendor } from './modelCall.ts';
import type { Store } from './store.ts';

/** What a caller orders, whatever the vendor. */
export interface ImageOrder extends ModelOrder {
  /** Pixels. */
  width: number;
  height: number;
  count: number;
  format: 'png' | 'jpeg' | 'webp';
  /** Of a JPEG or WebP, 0 to 100. */
  compressionQuality: number;
}

/** How a vendor words what all of them do. */
export interface ImageVendor<Order extends ImageOrder> extends ModelVendor<Order> {
  /** Answers with pictures, each a file in base64. */
  answer(ctx: RouterContext, pictures: string[], order: Order): void;
}

/** Makes pictures, or meets the fault that was set or asked for. */
export const serveImages = <Order extends ImageOrder>(
  ctx: RouterContext,
  store: Store,
  vendor: ImageVendor<Order>,
): Promise<void> =>
  serveModel(ctx, store, vendor, async (order, callId) => {
    const { pictures, thumbnail } = await makePictures(order, callId);
    return {
      thumbnail,
      answer: (to, isBroken) =>
        vendor.answer(to, isBroken ? pictures.map(() => '!!! this is not base64 !!!') : pictures, order),
    };
  });

/** As many different pictures as were ordered, in base64, and the first one small. */
async function makePictures(
  { prompt, width, height, count, format, compressionQuality }: ImageOrder,
  callId: string,
): Promise<{ pictures: string[]; thumbnail: Buffer }> {
  const drawn: Buffer[] = [];
  // One after the other: each takes all the memory and the cores it can get.
  for (let index = 0; index < count; index += 1) {
    drawn.push(await drawPicture(prompt, { width, height, nonce: `${callId} ${index}` }));
  }
  const files = await Promise.all(
    drawn.map(async (png) =>
      format === 'png' ? png : sharp(png).toFormat(format, { quality: compressionQuality }).toBuffer(),
    ),
  );
  const thumbnail = await sharp(drawn[0]).resize(320, 320, { fit: 'inside' }).webp().toBuffer();
  return { pictures: files.map((bytes) => bytes.toString('base64')), thumbnail };
}
