import type { Language, Wording } from '../contracts/languages.ts';
import type { Platform } from './platform.ts';

/**
 * Permissions as people are told them: what each is for, as its platform's folder says, and its name, by which who
 * writes a program finds it. Of one that is not asked for, the name.
 */
export function permissionWords({ oauth }: Pick<Platform, 'oauth'>, permissions: string[]): Wording {
  const inWords = (language: Language) =>
    permissions.map((permission) => {
      // Google's are addresses, whose end says what they are.
      const name = permission.split('/').at(-1) ?? permission;
      const meaning = oauth.scopes[permission]?.[language];
      return meaning ? `${meaning} (${name})` : name;
    });
  return { fr: inWords('fr').join(', '), en: inWords('en').join(', ') };
}
