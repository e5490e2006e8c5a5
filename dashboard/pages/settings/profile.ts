import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Profile as ProfileAnswer } from '../../../contracts/people.ts';
import { api } from '../../app/client/api.ts';

export type Profile = z.infer<typeof ProfileAnswer>;

export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => api.get<Profile>('/api/auth/profile', { signal }),
});
