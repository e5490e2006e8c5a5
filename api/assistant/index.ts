import type { Endpoint } from '../endpoint.ts';
import { knowledge } from './knowledge.ts';
import { replies } from './replies.ts';
import { changeSettings, settings } from './settings.ts';
import { usage } from './usage.ts';

/** The assistant: what it knows, how it works, what it did. */
export const assistant: Endpoint[] = [settings, changeSettings, ...knowledge, usage, ...replies];
