import { expect, test } from '@jest/globals';
import { startTestApi } from '../support/testApi.ts';

test('X-Forwarded-For counts only when a trusted proxy says it', async () => {
  const api = await startTestApi({ TRUSTED_PROXIES: '192.0.2.1' });
  try {
    // Every stranger claims an address of their own; all of them come from this machine.
    const login = () => api.stranger().post('/api/v1/auth/login', { email: 'a@example.com', password: 'x' });
    for (let attempt = 1; attempt <= 5; attempt += 1) expect((await login()).status).toBe(401);
    expect((await login()).status).toBe(429);
  } finally {
    await api.close();
  }
});
