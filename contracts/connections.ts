import { z } from 'zod';

/** As it is kept. "expiring" is seen from the token's time, not kept. */
export const ConnectionStatus = z.enum(['active', 'expired', 'error', 'needs_reauth', 'revoked']);
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;
