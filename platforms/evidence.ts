/** A platform's clock and ours may differ by this, in ms: what it dates a little early can still be ours. */
const clockSkewMs = 60_000;

/** From when on a post at the platform can be what a call of `since` published. */
export const evidenceFrom = (since: Date): Date => new Date(since.getTime() - clockSkewMs);

/** A text by its words alone: what platforms change of one is its composition and its white space. */
export const wordsOf = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
