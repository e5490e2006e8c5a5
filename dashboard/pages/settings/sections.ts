/** The parts of the settings, in their order; the address names the one that is shown. */
export const settingsSections = ['profile', 'security', 'project', 'members', 'keys'] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const isSettingsSection = (name: unknown): name is SettingsSection =>
  settingsSections.some((section) => section === name);
