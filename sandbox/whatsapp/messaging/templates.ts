import { refusal } from './errors.ts';
import { bodyParameters, type Template } from './order.ts';

/** The approved templates of every business account: how many parameters the body takes, in which languages. */
const templates: Record<string, { parameters: number[]; languages: string[] }> = {
  hello_world: { parameters: [0, 1], languages: ['en_US', 'en', 'fr_FR', 'fr'] },
  order_confirmation: { parameters: [2], languages: ['en', 'fr'] },
  follow_up: { parameters: [1], languages: ['en', 'fr'] },
};

/** @throws {GraphRefused} when a template, its language or its number of parameters is not as approved. */
export function checkTemplate(template: Template): void {
  const { name, language } = template;
  const known = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (!known?.languages.includes(language.code)) {
    throw refusal('noTemplate', `template name (${name}) does not exist in ${language.code}`);
  }
  const given = bodyParameters(template).length;
  if (known.parameters.includes(given)) return;
  throw refusal(
    'parameterCount',
    `body: number of localizable_params (${given}) does not match the expected number of params (${known.parameters.join(' or ')})`,
  );
}
