import type { Composition } from './composition.ts';

/** What not even a draft can hold: it names what is not there, or the same twice. */
const unkeepable = new Set([
  ...['connection_unknown', 'connection_of_another_platform', 'several_connections', 'no_connection'],
  ...['platform_cannot_publish', 'platform_not_configured', 'target_twice'],
  ...['image_unknown', 'image_without_file', 'video_unknown'],
]);

/** A composition as a draft is judged: what would keep it from being published does not keep it from being kept. */
export const asDraft = ({ errors, warnings, ...composition }: Composition): Composition => ({
  ...composition,
  errors: errors.filter(({ code }) => unkeepable.has(code)),
  warnings: [...errors.filter(({ code }) => !unkeepable.has(code)), ...warnings],
});
