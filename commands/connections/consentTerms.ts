/** How long a consent may take. */
export const consentMinutes = 10;

/** What a sealed value of a consent is bound to: its row and column. */
export const consentIdentity = (stateHash: Buffer, column: 'verifier' | 'code' | 'accounts') =>
  `oauth-state:${stateHash.toString('hex')}:${column}`;
