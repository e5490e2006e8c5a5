import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { router } from '../router.tsx';
import { useSession } from './useSession.ts';

/** Once nobody is signed in any more, here or in another tab, nothing of theirs stays to be seen. */
export function SessionEnd() {
  const session = useSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (session.status !== 'signedOut') return;
    queryClient.clear();
    void router.invalidate();
  }, [session, queryClient]);
  return null;
}
