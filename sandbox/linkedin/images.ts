import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { dayMs } from '../social/clock.ts';
import type { Call, Endpoint } from '../social/platform.ts';
import { changeHandle, findHandle, keepHandle, type Handle } from '../social/publishing/handles.ts';
import { keepMedia, mediaPath } from '../social/publishing/media.ts';
import { Refused } from '../social/refused.ts';
import { notTheMember } from './refusal.ts';
import { readRestBody } from './restBody.ts';

/** A picture that was uploaded, or is waited for. */
interface Image {
  status: 'WAITING_UPLOAD' | 'AVAILABLE' | 'PROCESSING_FAILED';
  sha256: string | null;
}

/** learn.microsoft.com/linkedin/marketing/community-management/shares/images-api: these types, and so many pixels. */
const types = ['image/jpeg', 'image/png', 'image/gif'];
const mostPixels = 36_152_320;
/** Unconfirmed. */
const uploadMs = dayMs;

const imageUrn = (id: string) => `urn:li:image:${id}`;

const Initialization = z.strictObject({
  initializeUploadRequest: z.strictObject({ owner: z.string() }),
});

/** The only action of images: it gives the address that the bytes are put to. */
const initializeUpload: Endpoint = {
  method: 'POST',
  path: '/api/rest/images',
  scopes: ['w_member_social'],
  operation: 'prepare',
  handle(call) {
    const { query, account, origin, now, ctx } = call;
    if (query.get('action') !== 'initializeUpload') {
      throw new Refused('not_found', 'There is no such action.');
    }
    const { owner } = readRestBody(Initialization, call).initializeUploadRequest;
    if (owner !== `urn:li:person:${account.id}`) throw notTheMember('initializeUploadRequest/owner');
    const id = `C4E10${randomBytes(12).toString('base64url').replace(/[-_]/g, 'A')}`;
    const state: Image = { status: 'WAITING_UPLOAD', sha256: null };
    keepHandle(call, { id, account: account.id, kind: 'image', state });
    ctx.body = {
      value: {
        uploadUrlExpiresAt: now + uploadMs,
        uploadUrl: `${origin}/linkedin/www/dms-uploads/sp/${id}/uploaded-image/0?ca=vector_ads&cn=uploads`,
        image: imageUrn(id),
      },
    };
  },
};

/** The documents send the token along; whether the real one wants it is unconfirmed. */
const putImage: Endpoint = {
  method: 'PUT',
  path: '/www/dms-uploads/sp/:id/uploaded-image/0',
  scopes: ['w_member_social'],
  operation: 'prepare',
  async handle(call) {
    const { ctx, store, bytes, account, now } = call;
    const image = findHandle<Image>(call, 'image', String(ctx.params.id));
    if (image?.account !== account.id || now >= image.createdAt + uploadMs) {
      throw new Refused('not_found', 'The upload is unknown or expired.');
    }
    const kept = await keepMedia(store, bytes);
    const usable =
      kept !== null && types.includes(kept.type) && (kept.width ?? 0) * (kept.height ?? 0) <= mostPixels;
    changeHandle<Image>(call, image.id, {
      status: usable ? 'AVAILABLE' : 'PROCESSING_FAILED',
      sha256: kept?.sha256 ?? null,
    });
    ctx.status = 201;
    ctx.body = '';
  },
};

const getImage: Endpoint = {
  method: 'GET',
  path: '/api/rest/images/:urn',
  scopes: ['w_member_social'],
  operation: 'status',
  handle(call) {
    const { ctx, account, origin, now } = call;
    const image = findImage(call, String(ctx.params.urn));
    if (image?.account !== account.id) throw new Refused('not_found', 'There is no such image.');
    const { status, sha256 } = image.state;
    ctx.body = {
      ...{ id: imageUrn(image.id), owner: `urn:li:person:${account.id}`, status },
      ...(status === 'AVAILABLE' && {
        downloadUrl: `${origin}${mediaPath(sha256 ?? '')}`,
        downloadUrlExpiresAt: now + dayMs,
      }),
    };
  },
};

export const imageEndpoints: Endpoint[] = [initializeUpload, putImage, getImage];

/** The picture of a URN, whosever it is; null when there is none. */
export function findImage(call: Call, urn: string): Handle<Image> | null {
  const id = /^urn:li:image:([\w-]+)$/.exec(urn)?.[1];
  return id === undefined ? null : findHandle<Image>(call, 'image', id);
}
