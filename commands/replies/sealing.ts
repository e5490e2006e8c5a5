/** What the vault binds the token of a reply to. */
export const replyIdentity = (id: string): string => `reply:${id}:token`;
