import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Job as JobAnswer, JobAccepted } from '../../../contracts/administration.ts';
import { api } from '../../app/client/api.ts';
import { notify } from '../../components/notify.tsx';
import { jobsKey, jobsPath, type Job } from './questions.ts';
import { useAdminTexts } from './texts.ts';

/** A run that was promised begins within a moment: the list is asked again then. */
const soonMs = 1_500;

/** What can be done about a job. */
export function useJobActions(name: Job['name']): {
  run: () => void;
  pause: () => void;
  resume: () => void;
  isBusy: boolean;
} {
  const t = useAdminTexts();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: jobsKey });
  const run = useMutation({
    mutationFn: () => api.post<z.infer<typeof JobAccepted>>(`${jobsPath}/${name}/run`),
    onSuccess({ message }) {
      notify.done(message);
      setTimeout(() => void refresh(), soonMs);
    },
    onError: notify.failed,
  });
  const change = useMutation({
    mutationFn: (action: 'pause' | 'resume') =>
      api.post<z.infer<typeof JobAnswer>>(`${jobsPath}/${name}/${action}`),
    onSuccess(_, action) {
      notify.done(t(action === 'pause' ? 'jobs.paused' : 'jobs.resumed'));
      return refresh();
    },
    onError: notify.failed,
  });
  return {
    run: () => run.mutate(),
    pause: () => change.mutate('pause'),
    resume: () => change.mutate('resume'),
    isBusy: run.isPending || change.isPending,
  };
}
