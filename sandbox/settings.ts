/** Something the sandbox was told by its environment and cannot work with: said in one line, without a stack. */
export class WrongSetting extends Error {
  // The name by which runtime/runService.ts knows what an operator can mend.
  override name = 'ConfigError';
}

/** The port that a variable names, or `otherwise` without one. @throws {WrongSetting} when it is no port. */
export function portOf(variable: string, otherwise: number): number {
  const given = process.env[variable] || String(otherwise);
  const port = /^\d{1,5}$/.test(given) ? Number(given) : NaN;
  if (port <= 65_535) return port;
  throw new WrongSetting(`${variable} must be a port, 0 to 65535 (it is ${JSON.stringify(given)})`);
}
