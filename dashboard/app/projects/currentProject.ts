const storageKey = 'socialsync.project';

const linked = projectOfLink();
let current = linked ?? localStorage.getItem(storageKey);
const listeners = new Set<() => void>();

/** The project that calls are about; null before one was chosen: then the API takes the person's default one. */
export const currentProjectId = (): string | null => current;

/** The project that the link led to by which this page was opened; null when it named none. */
export const linkedProjectId = (): string | null => linked;

/** Calls are about this project from now on, in this tab and in those opened later. */
export function chooseProject(id: string | null): void {
  current = id;
  if (id === null) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, id);
  for (const listener of listeners) listener();
}

export function subscribeToProject(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The project that a link from a mail leads to (`?project=`): it is the chosen one from now on, and leaves the address. */
function projectOfLink(): string | null {
  const address = new URL(location.href);
  const id = address.searchParams.get('project');
  if (id === null) return null;
  localStorage.setItem(storageKey, id);
  address.searchParams.delete('project');
  history.replaceState(history.state, '', address);
  return id;
}
