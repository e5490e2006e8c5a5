import { useState } from 'react';
import { useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';

/** Does something to a conversation and shows it as it is then; says why when it fails. */
export function useAct(): {
  isBusy: boolean;
  act: (call: () => Promise<unknown>, done?: string) => Promise<boolean>;
} {
  const refresh = useRefresh();
  const [isBusy, setBusy] = useState(false);
  const act = async (call: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    try {
      await call();
      if (done) notify.done(done);
      return true;
    } catch (error) {
      notify.failed(error);
      return false;
    } finally {
      await refresh('conversations');
      setBusy(false);
    }
  };
  return { isBusy, act };
}
