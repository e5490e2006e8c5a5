import { conflict } from '../../contracts/refusal.ts';
import { readIngredients, type Account } from '../../db/composition.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import type { ProjectAccess } from '../callers.ts';
import { InvalidRequest } from '../validation.ts';

const connectPath = '/api/social-accounts/connect/whatsapp';

/**
 * The project's number of WhatsApp that is meant: the one that is named, or its only one.
 * @throws {InvalidRequest} at connection_id when it is none, or there are several; {Refusal} conflict when none is
 * connected, or it must be connected again
 */
export async function needNumber(
  project: ProjectAccess,
  connectionId: string | undefined,
  locale: Locale,
): Promise<Account> {
  const connectionIds = connectionId === undefined ? [] : [connectionId];
  const wanted = { platforms: ['whatsapp'], connectionIds, imageIds: [], videoIds: [] };
  const { accounts } = await readIngredients(project.id, wanted);
  const numbers = accounts.filter(
    ({ id, platform }) => platform === 'whatsapp' && (connectionId === undefined || id === connectionId),
  );
  const [number, another] = numbers;
  if (!number && connectionId !== undefined) refuse(say(locale, 'connection_unknown'));
  if (!number) throw conflict('no_connection', { platform: 'WhatsApp', path: connectPath });
  if (another) {
    const names = numbers.map(({ id, username }) => `${username} (${id})`).join(', ');
    refuse(say(locale, 'several_connections', { platform: 'WhatsApp', accounts: names }));
  }
  if (number.status !== 'active' && number.status !== 'error')
    throw conflict('number_needs_you', {
      ...{ platform: 'WhatsApp', account: number.username, path: connectPath },
    });
  return number;
}

function refuse(text: string): never {
  throw new InvalidRequest({ connection_id: [text] });
}
