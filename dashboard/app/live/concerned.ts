import type { QueryKey } from '@tanstack/react-query';
import type { ChangeEvent, EventKind } from '../../../contracts/events.ts';
import type { Subject } from '../projects/projects.ts';

/** What is read again when something of a kind changed. */
const subjects: Record<EventKind, Subject[]> = {
  post: ['posts'],
  plan: ['plans'],
  image: ['images'],
  connection: ['connections', 'figures'],
  conversation: ['conversations'],
  assistant: ['assistant'],
  widget: ['widgets'],
  project: ['project'],
};

/** Queries of these names are about one thing, whose id follows: another's change does not concern them. */
const ofOneThing = ['detail', 'timeline', 'times', 'status', 'messages', 'reply'];
/** What changes slowly, costs much and is wanted while one types: read anew where it is shown. */
const restful = ['hashtags'];

/** Whether a query shows something of what changed, by its key as `projectKey` makes it. */
export function isConcerned([room, project, subject, name, id]: QueryKey, changes: Changes): boolean {
  if (room !== 'project' || project !== changes.projectId) return false;
  const found = changes.told.filter(({ kind }) => subjects[kind].some((each) => each === subject));
  if (found.length === 0 || restful.includes(String(name))) return false;
  const isOfOne = ofOneThing.includes(String(name)) && (typeof id === 'string' || typeof id === 'number');
  return !isOfOne || found.some((change) => change.id === String(id));
}

interface Changes {
  projectId: string;
  told: ChangeEvent[];
}
