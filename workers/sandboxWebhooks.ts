import type { Registry } from '../platforms/registry.ts';

/**
 * Tells the sandbox where the webhooks of the platforms go that it stands in for, as a developer does once in a real
 * platform's settings. Repeated, it changes nothing. Returns a sentence for each platform that did not take it.
 */
export async function registerSandboxWebhooks(
  platforms: Registry,
  sandboxUrl: string,
  publicUrl: string,
): Promise<string[]> {
  const concerned = platforms
    .all()
    .filter(({ platform, settings }) => platform.messages && settings.state === 'sandbox');
  const problems = await Promise.all(
    concerned.map(async ({ platform, settings }) => {
      const order = {
        platform: platform.id,
        callbackUrl: `${publicUrl}/api/${platform.id}/webhook`,
        verifyToken: settings.verifyToken,
      };
      const answer = await fetch(`${sandboxUrl}/control/webhooks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      });
      return answer.ok ? [] : [`${platform.name}: ${await answer.text()}`];
    }),
  );
  return problems.flat();
}
