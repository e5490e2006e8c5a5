import { useSyncExternalStore } from 'react';
import { readSession, subscribeToSession, type SessionState, type SignedInPerson } from './session.ts';

/** Who is signed in, as it changes. */
export const useSession = (): SessionState => useSyncExternalStore(subscribeToSession, readSession);

/** The signed-in person; only below the shell, which nobody else sees. */
export function usePerson(): SignedInPerson {
  const session = useSession();
  if (session.status !== 'signedIn') throw new Error('nobody is signed in');
  return session.person;
}
