import type { createImageModel } from '../ai/createImageModel.ts';
import { ConfigError, type Config } from '../config/load.ts';
import type { createMailer } from '../mail/mailer.ts';

type ModelSettings = Parameters<typeof createImageModel>[0];

/** What makes pictures. @throws {ConfigError} without a key. */
export const imageModelSettings = (config: Config): ModelSettings =>
  modelSettings(config, config.IMAGE_PROVIDER, {
    openai: config.OPENAI_IMAGE_MODEL,
    gemini: config.GEMINI_IMAGE_MODEL,
  });

/** What writes texts: the chosen vendor's model, or the named one's. @throws {ConfigError} without a key. */
export const chatModelSettings = (
  config: Config,
  provider = config.CHAT_PROVIDER ?? config.IMAGE_PROVIDER,
): ModelSettings =>
  modelSettings(config, provider, { openai: config.OPENAI_CHAT_MODEL, gemini: config.GEMINI_CHAT_MODEL });

/** Who answers customers: the chosen vendor, then the other one where it has a key. */
export function assistantModelSettings(config: Config): ModelSettings[] {
  const first = chatModelSettings(config);
  const other = first.provider === 'openai' ? 'gemini' : 'openai';
  const key = { openai: config.OPENAI_API_KEY, gemini: config.GEMINI_API_KEY }[other];
  return key ? [first, chatModelSettings(config, other)] : [first];
}

function modelSettings(
  config: Config,
  provider: ModelSettings['provider'],
  models: Record<ModelSettings['provider'], string>,
): ModelSettings {
  const vendors = {
    openai: { apiKey: config.OPENAI_API_KEY, baseUrl: config.OPENAI_BASE_URL },
    gemini: { apiKey: config.GEMINI_API_KEY, baseUrl: config.GEMINI_BASE_URL },
  };
  const { apiKey, baseUrl } = vendors[provider];
  if (!apiKey)
    throw new ConfigError([
      `${provider.toUpperCase()}_API_KEY is missing: npm start sets one for the sandbox`,
    ]);
  return { provider, apiKey, baseUrl, model: models[provider] };
}

/** Where mails are sent by. @throws {ConfigError} when none is named. */
export function mailSettings(config: Config): Parameters<typeof createMailer>[0] {
  if (!config.SMTP_HOST)
    throw new ConfigError(['SMTP_HOST is missing: npm start sets the one of the sandbox']);
  return {
    host: config.SMTP_HOST,
    port: config.SMTP_PORT,
    user: config.SMTP_USER,
    password: config.SMTP_PASSWORD,
    from: config.FROM_EMAIL,
  };
}
