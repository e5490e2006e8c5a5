/** An account's name as its platform writes it: with an @ where it is one word, plain where it is a person's or a number. */
export const handle = (username: string): string => (/[\s+]/.test(username) ? username : `@${username}`);
