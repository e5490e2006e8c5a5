import { createHash } from 'node:crypto';
import { newSecret } from '../social/grants.ts';
import type { Call, Endpoint, OpenEndpoint } from '../social/platform.ts';
import { changeHandle, findHandle, keepHandle, type Handle } from '../social/publishing/handles.ts';
import { keepMedia } from '../social/publishing/media.ts';
import { Refused } from '../social/refused.ts';

/** A lease of a place in Reddit's storage: its fields are the signature, and go with the file in their order. */
interface Lease {
  fields: { name: string; value: string }[];
  mediaType: string;
  /** Of what was stored there. */
  sha256: string | null;
}

const types = ['image/jpeg', 'image/png', 'image/gif'];
/** Unconfirmed: how long a lease can be used, and how large a picture may be. */
const [leaseMs, mostBytes] = [3_600_000, 20 * 1024 * 1024];

/** The storage's address. The real one leaves its scheme out, which is https: the sandbox's is not. */
const storageOf = ({ origin }: Call) => `${origin}/reddit/storage`;

/** Not documented by Reddit; as its own clients and PRAW use it: praw.readthedocs.io, Subreddit.submit_image */
export const leaseAsset: Endpoint = {
  method: 'POST',
  path: '/oauth/api/media/asset.json',
  scopes: ['submit'],
  operation: 'prepare',
  handle(call) {
    const { ctx, form, account, now } = call;
    const [filepath, mediaType] = [form.get('filepath') ?? '', form.get('mimetype') ?? ''];
    if (!filepath || !types.includes(mediaType)) {
      throw new Refused('invalid_parameter', 'filepath or mimetype is wrong.');
    }
    const id = newSecret('', 9).toLowerCase().replace(/[-_]/g, 'x');
    const key = `rte_images/${id}`;
    const fields = Object.entries({
      ...{ acl: 'private', key, 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' },
      'X-Amz-Date': new Date(now).toISOString().replace(/[-:]|\.\d+/g, ''),
      ...{ success_action_status: '201', 'content-type': mediaType },
      ...{ 'x-amz-storage-class': 'STANDARD', 'x-amz-meta-ext': filepath.split('.').pop() ?? '' },
      ...{
        policy: newSecret('eyJ', 60),
        'X-Amz-Signature': newSecret(),
        'x-amz-security-token': newSecret(),
      },
    }).map(([name, value]) => ({ name, value }));
    const state: Lease = { fields, mediaType, sha256: null };
    keepHandle(call, { id, account: account.id, kind: 'asset', state });
    ctx.body = {
      args: { action: storageOf(call), fields },
      asset: {
        ...{ asset_id: id, processing_state: 'incomplete', payload: { filepath } },
        websocket_url: `wss://${ctx.host}/reddit/ws/${key}?m=${newSecret()}`,
      },
    };
  },
};

/** docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html: what comes after the file is not read. */
export const storeAsset: OpenEndpoint = {
  method: 'POST',
  path: '/storage',
  operation: 'prepare',
  async handle(call) {
    const { ctx, form, files, store, origin, now } = call;
    const key = form.get('key') ?? '';
    const lease = findHandle<Lease>(call, 'asset', key.replace('rte_images/', ''));
    const file = files.get('file');
    ctx.type = 'application/xml';
    if (!lease || !keepsTo(lease, call) || now >= lease.createdAt + leaseMs) {
      ctx.status = 403;
      ctx.body = xmlError('AccessDenied', 'Invalid according to Policy: Policy Condition failed');
    } else if (!file || file.length > mostBytes) {
      ctx.status = 400;
      ctx.body = file
        ? xmlError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
        : xmlError('InvalidArgument', 'POST requires exactly one file upload per request.');
    } else {
      const kept = await keepMedia(store, file);
      changeHandle<Lease>(call, lease.id, { ...lease.state, sha256: kept?.sha256 ?? null });
      const etag = createHash('md5').update(file).digest('hex');
      ctx.status = 201;
      ctx.body = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${origin}/reddit/storage/${encodeURIComponent(key)}</Location><Bucket>reddit-uploaded-media</Bucket><Key>${key}</Key><ETag>"${etag}"</ETag></PostResponse>`;
    }
  },
};

const xmlError = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

/** Whether every field of the lease is there as it was given, before the file. */
function keepsTo({ state }: Handle<Lease>, { form, bytes }: Call): boolean {
  const fileAt = bytes.indexOf('name="file"');
  return state.fields.every(
    ({ name, value }) => form.get(name) === value && bytes.indexOf(`name="${name}"`) < fileAt,
  );
}

/** The picture that an address in the storage stands for: the SHA-256 of its file; null when it is none of the account. */
export function storedAsset(call: Call, address: string, account: string): string | null {
  const id = /^https?:\/\/[^/]+\/reddit\/storage\/rte_images(?:\/|%2F)([\da-z]+)$/i.exec(address)?.[1];
  const lease = id === undefined ? null : findHandle<Lease>(call, 'asset', id);
  return lease?.account === account ? lease.state.sha256 : null;
}
