/** What the vault binds the token of a batch to. */
export const batchIdentity = (id: string): string => `batch:${id}:token`;
