/** A message that the visitor wrote, and the server has not confirmed yet. */
export interface Pending {
  id: string;
  text: string;
  /** ISO 8601. */
  at: string;
  state: 'waiting' | 'failed' | 'sent';
}

/** What a browser keeps of a visitor: no message that was sent, only those still to send. */
interface Kept {
  token: string | null;
  /** Whether there is something to listen to. */
  hasConversation: boolean;
  /** The last event that the visitor has seen. */
  seen: string;
  pending: Pending[];
}

export interface Store {
  read(): Kept;
  change(changes: Partial<Kept>): void;
}

const nothing: Kept = { token: null, hasConversation: false, seen: '0', pending: [] };

/** Over `storage`; in memory where there is none, or it refuses: private windows and full disks do. */
export function openStore(widgetId: string, storage: Pick<Storage, 'getItem' | 'setItem'> | null): Store {
  const key = `socialsync-chat:${widgetId}`;
  let kept = nothing;
  const read = (): Kept => {
    try {
      const text = storage?.getItem(key);
      if (text) kept = { ...nothing, ...(JSON.parse(text) as Partial<Kept>) };
    } catch {
      // What cannot be read is as if it were not there.
    }
    return kept;
  };
  return {
    read,
    change(changes) {
      kept = { ...read(), ...changes };
      try {
        storage?.setItem(key, JSON.stringify(kept));
      } catch {
        // It lasts as long as the page, then.
      }
    },
  };
}

/** The browser's own storage; null where pages may not have one. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
