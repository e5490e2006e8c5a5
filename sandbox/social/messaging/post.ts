import { createHmac } from 'node:crypto';

/** How long Meta waits for an answer. */
const timeoutMs = 20_000;

/** JSON as Meta writes it into a webhook's body: what is not ASCII as \uXXXX in lower case, and / as \/. */
export const metaJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * Posts a body with its signatures, the old one too; the status of the answer, null when there was none.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export async function postSigned(
  address: string,
  body: string,
  secret: string,
  signal: AbortSignal,
): Promise<number | null> {
  const sign = (algorithm: string) => createHmac(algorithm, secret).update(body).digest('hex');
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'user-agent': 'facebookexternalua' },
        ...{ 'x-hub-signature': `sha1=${sign('sha1')}`, 'x-hub-signature-256': `sha256=${sign('sha256')}` },
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
