/** What a person can mend: shown as it is, in one line, without a stack. The launcher then ends with exit code 1. */
export class Problem extends Error {
  override name = 'Problem';
}

/**
 * The line for an error: a {@link Problem} or a wrong configuration in its own words, a full or read-only disk with
 * the directory to mend, a stack for what is our mistake.
 */
export function describeProblem(error: unknown, dataDirectory: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Problem || error.name === 'ConfigError') return error.message;
  return describeDiskError(error, dataDirectory) ?? error.stack ?? error.message;
}

function describeDiskError({ code = '', path }: NodeJS.ErrnoException, dataDirectory: string) {
  if (['ENOSPC', 'EDQUOT'].includes(code)) return fullDisk(dataDirectory);
  if (!['EROFS', 'EACCES', 'EPERM'].includes(code)) return undefined;
  return `${path ?? dataDirectory} cannot be written (${code}): make it writable or set DATA_DIR to a directory that is`;
}

/** The line for a disk without room. */
export const fullDisk = (dataDirectory: string) =>
  `the disk of ${dataDirectory} is full: make room or set DATA_DIR to a directory with room`;
