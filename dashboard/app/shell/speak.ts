import { notify } from '../../components/notify.tsx';
import { api } from '../client/api.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import type { Language } from '../i18n/languages.ts';

/** Says everything in another language: here at once, and in the person's mails from now on. */
export async function speak(language: Language): Promise<void> {
  await changeLanguage(language);
  await api.patch('/api/auth/profile', { body: { language } }).catch(notify.failed);
}
