/** Registers a person in a benchmark; returns the access token. */
export async function register(url: string, index: number): Promise<string> {
  const person = {
    username: `bench${index}`,
    email: `bench${index}@example.com`,
    password: 'Bench-mark-77',
    password2: 'Bench-mark-77',
  };
  const response = await fetch(`${url}/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const { tokens } = (await response.json()) as { tokens: { access: string } };
  return tokens.access;
}
