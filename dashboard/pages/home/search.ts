/** What the address of Home may say: the project that a mail leads to. */
interface HomeSearch {
  project?: string;
}

/** Reads it from the address. */
export const readHomeSearch = ({ project }: Record<string, unknown>): HomeSearch =>
  typeof project === 'string' ? { project } : {};
