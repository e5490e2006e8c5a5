/** What each workflow is given: ids only, for histories keep their inputs in clear. */
export interface WorkflowInputs {
  generateImage: { imageId: number };
  removeFiles: { keys: string[] };
  sendMail: { mailId: string };
}

export type WorkflowName = keyof WorkflowInputs;

interface WorkflowKind<Name extends WorkflowName> {
  /** The workflow's id, made from its input: whoever knows the row finds the workflow. */
  id(input: WorkflowInputs[Name]): string;
  /** Temporal's priority, 1 (first) to 5. */
  priority: 1 | 2 | 3 | 4 | 5;
  /** One line for whoever reads the list of workflows in the Temporal UI. */
  summary(input: WorkflowInputs[Name]): string;
}

/**
 * Every workflow that the outbox can start. A start that is repeated joins the running one, or runs anew: every
 * workflow rereads its row first and ends when there is nothing left to do.
 */
export const workflows: { [Name in WorkflowName]: WorkflowKind<Name> } = {
  generateImage: {
    id: ({ imageId }) => `generate-image/${imageId}`,
    priority: 3,
    summary: ({ imageId }) => `Generate image ${imageId}`,
  },
  removeFiles: {
    id: ({ keys }) => `remove-files/${keys.join(',')}`,
    priority: 5,
    summary: ({ keys }) => `Remove ${keys.length} stored file(s)`,
  },
  sendMail: {
    id: ({ mailId }) => `send-mail/${mailId}`,
    priority: 2,
    summary: ({ mailId }) => `Send mail ${mailId}`,
  },
};

/** The entity that starts again what was lost: one in a namespace, kept alive by the workers. */
export const reconcileWorkId = 'reconcile-work';
