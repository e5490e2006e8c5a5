import { useState } from 'react';
import { useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';

/** Does something to a post, says that it is done, and shows the post as it is then; says why when it fails. */
export function useAct(): {
  isBusy: boolean;
  act: (call: () => Promise<unknown>, done: string) => Promise<boolean>;
} {
  const refresh = useRefresh();
  const [isBusy, setBusy] = useState(false);
  const act = async (call: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await call();
      notify.done(done);
      return true;
    } catch (error) {
      notify.failed(error);
      return false;
    } finally {
      await refresh('posts');
      setBusy(false);
    }
  };
  return { isBusy, act };
}
