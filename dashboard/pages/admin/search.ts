import type { SyncLogStatus } from '../../../contracts/administration.ts';

export const logStates: readonly SyncLogStatus[] = ['success', 'partial', 'failed', 'skipped'];

/** Which sync logs are shown; a reload shows the same. */
export interface AdminSearch {
  status?: SyncLogStatus;
  platform?: string;
  /** From 1, which is not said. */
  page?: number;
}

/** Reads it from the address; what is no such thing is passed over. */
export function readAdminSearch(search: Record<string, unknown>): AdminSearch {
  const status = logStates.find((each) => each === search.status);
  const { platform, page } = search;
  return {
    ...(status && { status }),
    ...(typeof platform === 'string' && platform !== '' && { platform }),
    ...(Number.isInteger(page) && Number(page) > 1 && { page: Number(page) }),
  };
}
