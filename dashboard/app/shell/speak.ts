import { notify } from '../../components/notify.tsx';
import { api } from '../client/api.ts';
import { queryClient } from '../client/queryClient.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import type { Language } from '../i18n/languages.ts';
import { amendPerson } from '../session/session.ts';

/** Says everything in another language: here at once, and in the person's mails from now on. */
export async function speak(language: Language): Promise<void> {
  await changeLanguage(language);
  try {
    queryClient.setQueryData(['profile'], await api.patch('/api/auth/profile', { body: { language } }));
    amendPerson({ language });
  } catch (error) {
    notify.failed(error);
  }
}
