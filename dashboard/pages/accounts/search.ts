/** What the address of the accounts says: that one is to be connected, or how a consent at a platform ended. */
export interface AccountsSearch {
  connect?: true;
  platform?: string;
  success?: string;
  account?: string;
  error?: string;
  error_code?: string;
  signed?: string;
  confirm?: string;
}

const ofConsents = ['platform', 'success', 'account', 'error', 'error_code', 'signed', 'confirm'] as const;

/** The router reads numbers and truths out of an address: here all are texts. */
export const readAccountsSearch = (search: Record<string, unknown>): AccountsSearch => ({
  ...(search.connect === true && { connect: true }),
  ...Object.fromEntries(
    ofConsents.flatMap((name) => {
      const value = search[name];
      const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
      return isPlain ? [[name, String(value)]] : [];
    }),
  ),
});
