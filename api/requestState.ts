import type { Logger } from '../runtime/logger.ts';
import type { Locale } from './locale.ts';

/** What is known of a request from its first moment on (koa's ctx.state). */
export interface RequestState {
  requestId: string;
  locale: Locale;
  /** The client's address, past trusted proxies only. */
  address: string;
  log: Logger;
  userId?: string;
  /** As whom its limit counts it, once it is known who calls. */
  countedAs?: string;
  projectId?: string | undefined;
}
