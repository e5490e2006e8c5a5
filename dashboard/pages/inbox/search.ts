export const conversationStates = ['open', 'snoozed', 'closed', 'all'] as const;
export const channels = ['instagram', 'whatsapp', 'widget'] as const;

/** Which conversations are listed. */
export interface InboxFilter {
  /** Open ones where it is left out. */
  state?: (typeof conversationStates)[number];
  channel?: (typeof channels)[number];
  /** `me`, `nobody`, or a member's id. */
  assigned?: string;
  tag?: string;
  search?: string;
  unread?: true;
  /** Those that wait for a person. */
  waiting?: true;
}

/** What the inbox shows; a shared link shows the same. */
interface InboxSearch extends InboxFilter {
  /** The conversation that is open. */
  conversation?: string;
  /** Where there is no room for three panes: the contact in place of the thread. */
  pane?: 'contact';
}

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
const isWord = (value: unknown) => ['string', 'number'].includes(typeof value) && value !== '';

/** Reads it from the address; what is no such thing is passed over. */
export function readInboxSearch(from: Record<string, unknown>): InboxSearch {
  const state = conversationStates.find((each) => each === from.state);
  const channel = channels.find((each) => each === from.channel);
  const { assigned } = from;
  return {
    ...(state && state !== 'open' && { state }),
    ...(channel && { channel }),
    ...((assigned === 'me' || assigned === 'nobody' || isUuid(assigned)) && { assigned }),
    ...(isWord(from.tag) && { tag: String(from.tag) }),
    ...(isWord(from.search) && { search: String(from.search) }),
    ...(from.unread === true && { unread: true }),
    ...(from.waiting === true && { waiting: true }),
    ...(isUuid(from.conversation) && { conversation: from.conversation }),
    ...(from.pane === 'contact' && { pane: 'contact' }),
  };
}

/** What of it chooses conversations. */
export const filterOf = ({ conversation: _open, pane: _pane, ...filter }: InboxSearch): InboxFilter => filter;
