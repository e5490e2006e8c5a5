import OpenAI from 'openai';
import type { VendorOptions } from '../vendorOptions.ts';

/** OpenAI's own client: retries belong to the caller, and nothing of the environment to this client. */
export const createOpenAIClient = ({ apiKey, baseUrl }: Omit<VendorOptions, 'model'>): OpenAI =>
  new OpenAI({
    apiKey,
    baseURL: baseUrl,
    maxRetries: 0,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
  });
