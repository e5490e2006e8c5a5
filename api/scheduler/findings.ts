import { isMessageCode, say } from '../messages/index.ts';
import type { Locale } from '../locale.ts';
import { InvalidRequest } from '../validation.ts';
import type { ComposedTarget, Composition, Finding } from './composition.ts';

/** @throws {InvalidRequest} with everything that keeps the post from being published, by the field it is about. */
export function refuseErrors({ errors }: Composition, locale: Locale): void {
  if (errors.length === 0) return;
  const texts: Record<string, string[]> = {};
  for (const finding of errors) (texts[finding.field] ??= []).push(textOf(finding, locale));
  throw new InvalidRequest(texts);
}

/** A finding in words. */
export const textOf = ({ code, parameters }: Finding, locale: Locale): string =>
  isMessageCode(code) ? say(locale, code, parameters) : code;

/** What may still keep an accepted post from being published, or what of it some platform does not take. */
export const presentWarnings = (
  { warnings, targets }: { warnings: Finding[]; targets: ComposedTarget[] },
  locale: Locale,
) =>
  warnings.map((finding) => ({
    code: finding.code,
    message: textOf(finding, locale),
    target: finding.target === null ? null : (targets[finding.target]?.account?.id ?? null),
  }));
