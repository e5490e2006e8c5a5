import { z } from 'zod';
import { daySeconds } from '../social/clock.ts';
import { jsonBody } from '../social/jsonBody.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import {
  changeHandle,
  chunksOf,
  findHandle,
  forgetChunks,
  keepChunk,
  keepHandle,
  newNumber,
  type Handle,
} from '../social/publishing/handles.ts';
import { keepMedia } from '../social/publishing/media.ts';
import { Refused } from '../social/refused.ts';

/** What was uploaded, or is being. */
export interface Upload {
  key: string;
  mediaType: string;
  category: Category;
  totalBytes: number;
  /** By the sandbox's clock: when it is ready for a post; null until it is finalised. */
  readyAt: number | null;
  /** Of the whole file, once it is finalised. */
  sha256: string | null;
  altText: string | null;
}

/** docs.x.com/x-api/media/quickstart/best-practices: the most bytes of each, and what its media key begins with. */
const categories = {
  tweet_image: { most: 5 * 1024 * 1024, key: '3', types: /^image\/(?:jpeg|png|webp)$/ },
  tweet_gif: { most: 15 * 1024 * 1024, key: '16', types: /^image\/gif$/ },
  tweet_video: { most: 512 * 1024 * 1024, key: '13', types: /^video\/(?:mp4|quicktime)$/ },
} as const;
type Category = keyof typeof categories;

/** How long an upload can be used for. */
const lifetimeSeconds = daySeconds;
/** Unconfirmed: a segment's most, which is what the upload of version 1.1 takes. */
const longestSegment = 5 * 1024 * 1024;
/** How long the sandbox works on a video. */
const processingMs = 1500;

const Initialization = z.strictObject({
  media_type: z.string(),
  total_bytes: z.int().positive(),
  media_category: z.enum(['tweet_image', 'tweet_gif', 'tweet_video']).default('tweet_image'),
  shared: z.boolean().optional(),
  additional_owners: z.array(z.string()).max(0).optional(),
});

/** docs.x.com/x-api/media/initialize-media-upload */
const initialize: Endpoint = {
  method: 'POST',
  path: '/api/2/media/upload/initialize',
  scopes: ['media.write'],
  operation: 'prepare',
  handle(call) {
    const { media_type, total_bytes, media_category } = read(Initialization, call);
    const { most, key, types } = categories[media_category];
    if (!types.test(media_type)) {
      throw new Refused('invalid_parameter', `The media type ${media_type} is not one of ${media_category}.`);
    }
    if (total_bytes > most) throw new Refused('invalid_parameter', `The file size exceeds ${most} bytes.`);
    const id = newNumber(19);
    const state: Upload = {
      ...{ key: `${key}_${id}`, mediaType: media_type, category: media_category, totalBytes: total_bytes },
      ...{ readyAt: null, sha256: null, altText: null },
    };
    keepHandle(call, { id, account: call.account.id, kind: 'media', state });
    call.ctx.body = { data: { id, media_key: state.key, expires_after_secs: lifetimeSeconds } };
  },
};

const Segment = z.object({ segment_index: z.coerce.number().int().min(0).max(999) });
const Base64Segment = Segment.extend({ media: z.base64() });

/** docs.x.com/x-api/media/append-media-upload: a form of parts, or JSON with base64. */
const append: Endpoint = {
  method: 'POST',
  path: '/api/2/media/upload/:id/append',
  scopes: ['media.write'],
  operation: 'prepare',
  handle(call) {
    const upload = ownUpload(call, String(call.ctx.params.id));
    if (upload.state.readyAt !== null) throw new Refused('invalid_parameter', 'The media is finalized.');
    const { index, bytes } = readSegment(call);
    if (bytes.length === 0 || bytes.length > longestSegment) {
      throw new Refused('invalid_parameter', `A segment has 1 to ${longestSegment} bytes.`);
    }
    keepChunk(call.store, call.platform.name, upload.id, index, bytes);
    call.ctx.body = { data: { expires_at: Math.floor(upload.createdAt / 1000) + lifetimeSeconds } };
  },
};

function readSegment(call: Call): { index: number; bytes: Buffer } {
  if (call.ctx.is('json')) {
    const { segment_index: index, media } = read(Base64Segment, call);
    return { index, bytes: Buffer.from(media, 'base64') };
  }
  const segment = Segment.safeParse(Object.fromEntries(call.form));
  const bytes = call.files.get('media');
  if (!segment.success || !bytes) {
    throw new Refused('invalid_parameter', 'A segment needs `segment_index` and the file `media`.');
  }
  return { index: segment.data.segment_index, bytes };
}

/** docs.x.com/x-api/media/finalize-media-upload */
const finalize: Endpoint = {
  method: 'POST',
  path: '/api/2/media/upload/:id/finalize',
  scopes: ['media.write'],
  operation: 'prepare',
  async handle(call) {
    const { store, platform, ctx, now } = call;
    const upload = ownUpload(call, String(ctx.params.id));
    if (upload.state.readyAt === null) {
      const bytes = chunksOf(store, platform.name, upload.id);
      if (bytes.length !== upload.state.totalBytes) {
        throw new Refused('invalid_parameter', 'Segments do not add up to provided total file size.');
      }
      const kept = await keepMedia(store, bytes);
      if (kept?.type !== upload.state.mediaType) throw new Refused('invalid_parameter', 'Invalid media.');
      const readyAt = upload.state.category === 'tweet_video' ? now + processingMs : now;
      upload.state = { ...upload.state, readyAt, sha256: kept.sha256 };
      changeHandle(call, upload.id, upload.state);
      forgetChunks(store, platform.name, upload.id);
    }
    ctx.body = { data: tellUpload(call, upload) };
  },
};

/** docs.x.com/x-api/media/get-media-upload-status */
const status: Endpoint = {
  method: 'GET',
  path: '/api/2/media/upload',
  scopes: ['media.write'],
  operation: 'status',
  handle(call) {
    if ((call.query.get('command') ?? 'STATUS') !== 'STATUS') {
      throw new Refused('invalid_parameter', 'The `command` query parameter value is not one of [STATUS]');
    }
    call.ctx.body = { data: tellUpload(call, ownUpload(call, call.query.get('media_id') ?? '')) };
  },
};

const Metadata = z.strictObject({
  id: z.string(),
  metadata: z.object({ alt_text: z.object({ text: z.string().max(1000) }) }),
});

/** docs.x.com/x-api/media/create-media-metadata */
const metadata: Endpoint = {
  method: 'POST',
  path: '/api/2/media/metadata',
  scopes: ['media.write'],
  operation: 'prepare',
  handle(call) {
    const { id, metadata: given } = read(Metadata, call);
    const upload = ownUpload(call, id);
    changeHandle(call, id, { ...upload.state, altText: given.alt_text.text });
    call.ctx.body = { data: { id, associated_metadata: given } };
  },
};

export const mediaEndpoints: Endpoint[] = [initialize, append, finalize, status, metadata];

function tellUpload({ now }: Call, { id, state, createdAt }: Handle<Upload>): object {
  const left = Math.ceil((createdAt - now) / 1000) + lifetimeSeconds;
  const ready = state.readyAt !== null && state.readyAt <= now;
  const processing = ready
    ? { state: 'succeeded', progress_percent: 100 }
    : {
        state: state.readyAt === null ? 'pending' : 'in_progress',
        check_after_secs: 1,
        progress_percent: 50,
      };
  return {
    ...{ id, media_key: state.key, size: state.totalBytes, expires_after_secs: left },
    // Pictures are ready at once.
    ...(state.category === 'tweet_video' && { processing_info: processing }),
  };
}

/** An upload of the caller's that lives. @throws {Refused} */
function ownUpload(call: AccountCall, id: string): Handle<Upload> {
  const upload = livingUpload(call, call.account.id, id);
  if (!upload) throw new Refused('invalid_parameter', `The media id [${id}] is invalid or expired.`);
  return upload;
}

/** An account's upload; null when it has none of that id, or it is expired. */
export function livingUpload(call: Call, account: string, id: string): Handle<Upload> | null {
  const upload = findHandle<Upload>(call, 'media', id);
  const lives = upload?.account === account && call.now < upload.createdAt + lifetimeSeconds * 1000;
  return lives ? upload : null;
}

function read<Body>(schema: z.ZodType<Body>, call: Call): Body {
  const body = schema.safeParse(jsonBody(call));
  if (!body.success) throw new Refused('invalid_parameter', z.prettifyError(body.error));
  return body.data;
}
