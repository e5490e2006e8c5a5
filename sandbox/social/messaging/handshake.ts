import { randomInt } from 'node:crypto';

/**
 * Asks a callback whether it is the app's own: it must answer the challenge, and nothing else, with 200.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export async function isVerified(callbackUrl: string, verifyToken: string): Promise<boolean> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const query = {
    ...{ 'hub.mode': 'subscribe', 'hub.challenge': challenge },
    'hub.verify_token': verifyToken,
  };
  try {
    const address = new URL(callbackUrl);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return response.status === 200 && (await response.text()) === challenge;
  } catch {
    return false;
  }
}
