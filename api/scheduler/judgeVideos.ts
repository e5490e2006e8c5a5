import { trustedOrigins } from '../../config/platforms.ts';
import { checkPublicAddress, NotFetched } from '../../media/downloadPublic.ts';
import type { Services } from '../services.ts';
import type { NamedVideo } from './askedPost.ts';
import type { Finding } from './composition.ts';

/** How long the question for a name may take, in ms. */
const deadlineMs = 5_000;

/**
 * What can be said of the films that a request names without fetching them: an address that would not be asked is an
 * error; of the others, that nobody has looked at them yet.
 */
export async function judgeVideos(
  videos: NamedVideo[],
  { config }: Services,
): Promise<{ errors: Finding[]; warnings: Finding[] }> {
  const judged = await Promise.all(
    videos.map(async ({ url, field }) => {
      const code = await faultOf(url, trustedOrigins(config));
      return {
        isFault: code !== null,
        field,
        code: code ?? 'video_not_looked_at',
        parameters: {},
        target: null,
      };
    }),
  );
  const findings = (isFault: boolean) =>
    judged.flatMap(({ isFault: is, ...finding }) => (is === isFault ? [finding] : []));
  return { errors: findings(true), warnings: findings(false) };
}

async function faultOf(url: string, trusted: string[]): Promise<string | null> {
  try {
    await checkPublicAddress(url, { trustedOrigins: trusted, deadlineMs });
    return null;
  } catch (error) {
    if (error instanceof NotFetched) return `fetch_${error.code}`;
    throw error;
  }
}
