/** What each workflow is given: ids only, for histories keep their inputs in clear. */
export interface WorkflowInputs {
  generateImage: { imageId: number };
  removeFiles: { keys: string[] };
  sendMail: { mailId: string };
  reconcileWork: Record<string, never>;
}

export type WorkflowName = keyof WorkflowInputs;

interface WorkflowKind<Name extends WorkflowName> {
  /** The workflow's id, made from its input: whoever knows the row finds the workflow. */
  id(input: WorkflowInputs[Name]): string;
  /** 'once': a second start of the same id is no start. 'repeatable': it joins a running one, or runs anew. */
  start: 'once' | 'repeatable';
  /** Temporal's priority, 1 (first) to 5. */
  priority: 1 | 2 | 3 | 4 | 5;
  /** One line for whoever reads the list of workflows in the Temporal UI. */
  summary(input: WorkflowInputs[Name]): string;
}

/** Every workflow that the outbox can start. */
export const workflows: { [Name in WorkflowName]: WorkflowKind<Name> } = {
  generateImage: {
    id: ({ imageId }) => `generate-image/${imageId}`,
    start: 'once',
    priority: 3,
    summary: ({ imageId }) => `Generate image ${imageId}`,
  },
  removeFiles: {
    id: ({ keys }) => `remove-files/${keys[0]}`,
    start: 'repeatable',
    priority: 5,
    summary: ({ keys }) => `Remove ${keys.length} stored file(s)`,
  },
  sendMail: {
    id: ({ mailId }) => `send-mail/${mailId}`,
    start: 'once',
    priority: 2,
    summary: ({ mailId }) => `Send mail ${mailId}`,
  },
  reconcileWork: {
    id: () => 'reconcile-work',
    start: 'repeatable',
    priority: 4,
    summary: () => 'Start again what unfinished rows promise',
  },
};
