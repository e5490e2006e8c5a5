import type { Endpoint } from '../endpoint.ts';
import { connectAny, connectFacebook, connectInstagram, connectTiktok, connectWhatsapp } from './connect.ts';
import { forecast, list, remove, status } from './connections.ts';
import { platforms } from './platforms.ts';

/** /api/social-media/connect and /connections, and what can be connected. Fixed paths stand before `{platform}`. */
export const connections: Endpoint[] = [
  platforms,
  connectInstagram,
  connectTiktok,
  connectFacebook,
  connectWhatsapp,
  connectAny,
  list,
  forecast,
  status,
  remove,
];
