import { callerOf } from '../social/bearer.ts';
import { dayMs } from '../social/clock.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import {
  changeHandle,
  chunksOf,
  findHandle,
  forgetChunks,
  keepChunk,
  keepHandle,
  listHandles,
  type Handle,
} from '../social/publishing/handles.ts';
import { keepMedia } from '../social/publishing/media.ts';
import { publish } from '../social/publishing/publications.ts';
import { newSecret } from '../social/grants.ts';
import { Refused } from '../social/refused.ts';
import { readContentRange } from './contentRange.ts';
import { DataApiRefused } from './refusal.ts';
import { readParts } from './resources.ts';
import { readVideo, type VideoMetadata } from './videoMetadata.ts';
import { tellVideo, videoIdOf, videoPartNames } from './videos.ts';

/** An upload's session: its address is all that a client needs to go on with it. */
interface Session {
  metadata: VideoMetadata;
  parts: string[];
  /** As announced by X-Upload-Content-Length. */
  totalBytes: number | null;
  receivedBytes: number;
  /** The video that came of it. */
  videoId: string | null;
}

/** developers.google.com/youtube/v3/guides/using_resumable_upload_protocol: all but the last part are multiples. */
const partUnit = 256 * 1024;
/** cloud.google.com/storage/docs/resumable-uploads: sessions end after a week; for YouTube unconfirmed. */
const lifetimeMs = 7 * dayMs;
/** 100 a day since December 2025: developers.google.com/youtube/v3/determine_quota_cost; here each account's own. */
const insertsADay = 100;

const scopes = ['youtube', 'youtube.upload', 'youtube.force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
);
const path = '/api/upload/youtube/v3/videos';

/** Begins an upload. The address of its session is in the header Location. */
const begin: Endpoint = {
  method: 'POST',
  path,
  scopes,
  operation: 'prepare',
  handle(call) {
    const { ctx, query, account, origin } = call;
    if (query.get('uploadType') !== 'resumable') {
      throw new Refused('invalid_parameter', 'Only resumable uploads are stood in for.');
    }
    const parts = readParts(call, videoPartNames);
    const metadata = readVideo(call, parts);
    checkType(ctx.get('x-upload-content-type') || 'application/octet-stream');
    checkQuota(call);
    const id = newSecret('ABPtcP', 40);
    const announced = ctx.get('x-upload-content-length');
    const totalBytes = /^\d+$/.test(announced) ? Number(announced) : null;
    const state: Session = { metadata, parts, totalBytes, receivedBytes: 0, videoId: null };
    keepHandle(call, { id, account: account.id, kind: 'upload', state });
    const address = `${origin}/youtube${path}?uploadType=resumable&part=${parts.join('%2C')}&upload_id=${id}`;
    ctx.set({ location: address, 'x-guploader-uploadid': id });
    ctx.status = 200;
    ctx.body = '';
  },
};

function checkType(type: string): void {
  if (/^(?:video\/[\w.+-]+|application\/octet-stream)$/.test(type)) return;
  // Seen in its answers.
  throw new DataApiRefused({
    ...{ code: 400, reason: 'badContent', domain: 'global' },
    message: `Media type '${type}' is not supported. Valid media types: [application/octet-stream, video/*]`,
  });
}

/** Both of the project, and of the channel: how many the channel may upload is not told, and here its `uploadsPerDay`. */
function checkQuota(call: AccountCall): void {
  const { account, now } = call;
  const today = listHandles<Session>(call, 'upload', account.id).filter(
    ({ createdAt }) => Math.floor(createdAt / dayMs) === Math.floor(now / dayMs),
  );
  if (today.length >= Number(account.details.uploadsPerDay ?? Infinity)) {
    throw new DataApiRefused({
      ...{ code: 400, reason: 'uploadLimitExceeded', domain: 'youtube.video' },
      message: 'The user has exceeded the number of videos they may upload.',
    });
  }
  if (today.length >= Number(account.details.publishingQuota ?? insertsADay)) {
    throw new Refused('rate_limited', 'The quota of inserts is used up.');
  }
}

/** Takes bytes, or tells how many there are. Only the request with the last byte makes the video. */
const proceed: Endpoint = {
  method: 'PUT',
  path,
  scopes,
  operation: 'prepare',
  attempt(call) {
    const session = findSession(call);
    if (!session || session.state.videoId !== null || !readPiece(call, session)?.last) return null;
    const { description } = session.state.metadata;
    return { account: callerOf(call), name: 'videos.insert', text: description, media: [session.id] };
  },
  async handle(call) {
    const { store, platform, account } = call;
    const session = findSession(call);
    if (session?.account !== account.id) {
      throw new DataApiRefused({
        ...{ code: 404, reason: 'notFound', domain: 'global', message: 'The upload session was not found.' },
      });
    }
    if (session.state.videoId === null) {
      const piece = readPiece(call, session);
      if (!piece) return tellProgress(call, session);
      keepChunk(store, platform.name, session.id, session.state.receivedBytes, piece.bytes);
      session.state.receivedBytes += piece.bytes.length;
      changeHandle(call, session.id, session.state);
      if (!piece.last) return tellProgress(call, session);
      session.state.videoId = await complete(call, session);
      call.ctx.status = 201;
    }
    call.ctx.body = tellVideo(call, session.state.videoId, session.state.parts);
  },
};

export const uploadEndpoints: Endpoint[] = [begin, proceed];

/** The session of the address, whosever it is; null when it is unknown, or over. */
function findSession(call: Call): Handle<Session> | null {
  const session = findHandle<Session>(call, 'upload', call.query.get('upload_id') ?? '');
  return session && call.now < session.createdAt + lifetimeMs ? session : null;
}

/**
 * The bytes that a request adds, and whether they are the last; null when it asks only how far the upload is. Of a part
 * in the middle, what is no multiple of 256 KiB is not kept. @throws {Refused} when it does not go on where it stopped.
 */
function readPiece({ ctx, bytes }: Call, { state }: Handle<Session>) {
  const header = ctx.get('content-range');
  const range = header ? readContentRange(header) : { kind: 'part' as const, ...wholeOf(bytes) };
  if (!range) throw new Refused('invalid_parameter', 'Failed to parse Content-Range header.');
  if (range.kind === 'status') return null;
  const announced = range.total ?? state.totalBytes;
  const fits = range.last - range.first + 1 === bytes.length && range.first <= state.receivedBytes;
  const contradicts = state.totalBytes !== null && range.total !== null && range.total !== state.totalBytes;
  if (!fits || contradicts) {
    throw new Refused(
      'invalid_parameter',
      'Invalid request.  The bytes do not fit the Content-Range header.',
    );
  }
  const last = announced !== null && range.last + 1 === announced;
  const end = last ? range.last + 1 : range.last + 1 - ((range.last + 1) % partUnit);
  // What is there already is not written again.
  return { bytes: bytes.subarray(state.receivedBytes - range.first, Math.max(0, end - range.first)), last };
}

const wholeOf = (bytes: Buffer) => ({ first: 0, last: bytes.length - 1, total: bytes.length });

/** 308 Resume Incomplete: without Range when nothing is there yet. */
function tellProgress({ ctx }: Call, { state }: Handle<Session>): void {
  if (state.receivedBytes > 0) ctx.set('range', `bytes=0-${state.receivedBytes - 1}`);
  ctx.status = 308;
  ctx.body = '';
}

/** Makes the video of an upload that is whole. Returns its id. @throws {Refused} */
async function complete(call: AccountCall, session: Handle<Session>): Promise<string> {
  const { store, platform, account } = call;
  const { metadata } = session.state;
  const kept = await keepMedia(store, chunksOf(store, platform.name, session.id));
  if (!kept?.type.startsWith('video/')) {
    // Unconfirmed: the real one takes anything, and fails when it processes it.
    checkType(kept?.type ?? 'text/plain');
  }
  return store.atOnce(() => {
    // Another request may have brought the last byte meanwhile.
    const made = findHandle<Session>(call, 'upload', session.id)?.state.videoId;
    if (made) return made;
    const { id } = publish(
      call,
      {
        ...{ account, text: metadata.description, kind: 'video', media: kept ? [kept.sha256] : [] },
        ...{ listed: true, processingMs: 0, details: metadata },
      },
      videoIdOf,
    );
    changeHandle<Session>(call, session.id, { ...session.state, videoId: id });
    forgetChunks(store, platform.name, session.id);
    return id;
  });
}
