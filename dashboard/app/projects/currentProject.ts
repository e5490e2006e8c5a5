const storageKey = 'socialsync.project';

let current = localStorage.getItem(storageKey);
const listeners = new Set<() => void>();

/** The project that calls are about; null before one was chosen: then the API takes the person's default one. */
export const currentProjectId = (): string | null => current;

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
