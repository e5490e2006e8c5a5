/** That an account, or the whole app, makes no call before an instant. */
export interface Hold {
  scope: 'account' | 'app';
  until: Date;
}

/** The holds that are known, and how another one becomes known to all processes. */
export interface Holds {
  holds: Hold[];
  keep: (hold: Hold) => Promise<void>;
}
