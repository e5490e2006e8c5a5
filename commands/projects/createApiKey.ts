import { transaction } from '../../db/connection.ts';
import { ApiKey } from '../../db/models/apiKey.ts';
import { lockProjectOf } from './lockProject.ts';
import { hashSecret, newSecret } from '../secrets.ts';

interface NewKey {
  projectId: string;
  createdBy: string;
  name: string;
  role: 'editor' | 'viewer';
}

/** The part of a key that lists show, for people to tell keys apart: `ssk_` and eight of its 43 letters. */
const prefixLength = 12;

/** Makes an API key. The key itself is returned this once; its hash is kept. @throws {Refusal} not_found, forbidden */
export async function createApiKey(newKey: NewKey): Promise<{ apiKey: ApiKey; key: string }> {
  const key = `ssk_${newSecret()}`;
  const apiKey = await transaction(async () => {
    await lockProjectOf(newKey.projectId, newKey.createdBy);
    const { id } = await ApiKey.create({
      ...newKey,
      prefix: key.slice(0, prefixLength),
      keyHash: hashSecret(key),
    });
    return ApiKey.findByPk(id, { rejectOnEmpty: true });
  });
  return { apiKey, key };
}
