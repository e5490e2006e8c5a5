/** One recipient's message of a batch. */
export interface BatchPlace {
  batchId: string;
  position: number;
}

/** What a platform is told that we call a batch's message. */
export const itemReference = ({ batchId, position }: BatchPlace): string => `batch/${batchId}/${position}`;

/** Null for what names no batch's message. */
export function readItemReference(reference: string): BatchPlace | null {
  const [, batchId, position] = /^batch\/([\da-f-]{36})\/(\d{1,6})$/.exec(reference) ?? [];
  return batchId ? { batchId, position: Number(position) } : null;
}
