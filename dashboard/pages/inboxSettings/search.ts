/** The parts of the inbox's settings, in their order; the address names the one that is shown. */
export const inboxSections = ['assistant', 'knowledge', 'replies', 'widget'] as const;
export type InboxSection = (typeof inboxSections)[number];

interface InboxSettingsSearch {
  section?: InboxSection;
}

const isInboxSection = (value: unknown): value is InboxSection =>
  inboxSections.some((section) => section === value);

/** Reads from the address which part is shown. */
export const readInboxSettingsSearch = ({ section }: Record<string, unknown>): InboxSettingsSearch =>
  isInboxSection(section) ? { section } : {};
