/** What a token endpoint answers. */
export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
}

/** Orders something of the sandbox: see sandbox/README.md. @throws when it refuses. */
export async function control(sandboxUrl: string, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${sandboxUrl}/control${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`);
  return response.json();
}
