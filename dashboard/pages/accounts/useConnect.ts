import { useState } from 'react';
import type { z } from 'zod';
import type { AuthorizationUrl } from '../../../contracts/connecting.ts';
import { api } from '../../app/client/api.ts';
import { notify } from '../../components/notify.tsx';
import { expectAccount, type Expected } from './reconnecting.ts';

/**
 * Sends the browser to a platform's consent page, from where it comes back to /dashboard/accounts; the cookie that the
 * answer brings shows there that it is the same browser. `leavingFor` is the platform that is being gone to; `expected`
 * the account that is to be connected anew.
 */
export function useConnect() {
  const [leavingFor, setLeavingFor] = useState<string | null>(null);
  const connect = async (platform: string, expected: Expected | null = null) => {
    setLeavingFor(platform);
    expectAccount(expected);
    try {
      const { authorization_url: address } = await api.get<z.infer<typeof AuthorizationUrl>>(
        `/api/social-accounts/connect/${encodeURIComponent(platform)}`,
        { keepsCookie: true },
      );
      window.location.assign(address);
    } catch (error) {
      setLeavingFor(null);
      notify.failed(error);
    }
  };
  return { connect, leavingFor };
}
