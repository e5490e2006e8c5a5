import { idOf } from '../../graph/request.ts';
import type { AccountCall, Endpoint } from '../../social/platform.ts';
import { Refused } from '../../social/refused.ts';
import { findHandle } from '../../social/publishing/handles.ts';
import { bytesOfMedia, keepFile } from '../../social/publishing/media.ts';
import { refusal } from './errors.ts';
import { keepWhatsAppMedia, type WhatsAppMedia } from './parts.ts';
import { ownInbox } from './send.ts';

/** A file's address lives five minutes. */
const addressLivesMs = 300_000;

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#upload-media */
export const uploadMedia: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/media',
  scopes: ['whatsapp_business_messaging'],
  operation: 'prepare',
  async handle(call) {
    ownInbox(call);
    const file = call.files.get('file');
    if (call.form.get('messaging_product') !== 'whatsapp') {
      throw refusal('missing', 'The parameter messaging_product is required.');
    }
    if (!file) throw refusal('missing', 'The parameter file is required.');
    const { sha256, type } = await keepFile(
      call.store,
      file,
      call.form.get('type') ?? 'application/octet-stream',
    );
    call.ctx.body = {
      id: keepWhatsAppMedia(call.store, call.account.id, { sha256, mediaType: type }, call.now),
    };
  },
};

/** A file that the caller sent or was sent; null when the id is of none. */
export function presentMedia(call: AccountCall, id: string): object | null {
  const media = findHandle<WhatsAppMedia>(call, 'media', id);
  if (media?.account !== call.account.id) return null;
  const { sha256, mediaType } = media.state;
  const expires = call.now + addressLivesMs;
  return {
    messaging_product: 'whatsapp',
    url: `${call.origin}/whatsapp/graph/v23.0/${id}/file?expires=${expires}`,
    ...{ mime_type: mediaType, sha256, file_size: bytesOfMedia(call.store, sha256)?.length ?? 0, id },
  };
}

/** The file itself, for who has the token: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#download-media */
export const downloadMedia: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/file',
  scopes: ['whatsapp_business_messaging'],
  handle(call) {
    const media = findHandle<WhatsAppMedia>(call, 'media', idOf(call));
    const bytes = media?.account === call.account.id ? bytesOfMedia(call.store, media.state.sha256) : null;
    if (!media || !bytes || Number(call.query.get('expires')) < call.now) {
      throw new Refused('not_found', 'The media is not there any more.');
    }
    call.ctx.type = media.state.mediaType;
    call.ctx.body = bytes;
  },
};
