/** The parts of the settings, in their order; the address names the one that is shown. */
export const settingsSections = ['profile', 'security', 'project', 'members', 'keys'] as const;
export type SettingsSection = (typeof settingsSections)[number];

interface SettingsSearch {
  section?: SettingsSection;
  /** The dialog for another project is open. */
  create?: boolean;
}

const isSettingsSection = (name: unknown): name is SettingsSection =>
  settingsSections.some((section) => section === name);

/** Reads from the address which part is shown, and whether another project is made. */
export const readSettingsSearch = ({ section, create }: Record<string, unknown>): SettingsSearch => ({
  ...(isSettingsSection(section) && { section }),
  ...(create === true && { create }),
});
