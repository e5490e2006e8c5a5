export const inboxSections = ['assistant', 'knowledge', 'replies', 'widget'] as const;
export type InboxSection = (typeof inboxSections)[number];

interface InboxSettingsSearch {
  section?: InboxSection;
}

export const isInboxSection = (value: unknown): value is InboxSection =>
  inboxSections.some((section) => section === value);

/** Reads from the address which part is shown. */
export const readInboxSettingsSearch = ({ section }: Record<string, unknown>): InboxSettingsSearch =>
  isInboxSection(section) ? { section } : {};
