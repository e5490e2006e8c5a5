import { expect } from '@jest/globals';
import { signLink } from '../../commands/linkTokens.ts';
import type { ProjectRole } from '../../contracts/projects.ts';
import { aPerson, type TestPerson } from './people.ts';
import type { TestApi } from './testApi.ts';

export const projectsPath = '/api/v1/projects';

/** A project beside the one that every person has; its id. */
export async function aProject(owner: TestPerson, name = 'My Store'): Promise<string> {
  const { status, body } = await owner.client.post(projectsPath, { name });
  expect(status).toBe(201);
  return body.id;
}

/** An invitation, with the token of the link in its mail. */
export async function invite(
  api: Pick<TestApi, 'config'>,
  owner: TestPerson,
  project: string,
  { email, role = 'editor' }: { email: string; role?: ProjectRole },
) {
  const { status, body } = await owner.client.post(`${projectsPath}/${project}/invitations`, { email, role });
  expect(status).toBe(201);
  const id: string = body.id;
  return { id, token: signLink(api.config.JWT_SECRET ?? '', 'invitation', id) };
}

export const accept = ({ client }: TestPerson, token: string) =>
  client.post('/api/v1/invitations/accept', { token });

/** Somebody who was invited to a project with this role, and came. */
export async function aMemberOf(
  api: Pick<TestApi, 'config' | 'stranger'>,
  owner: TestPerson,
  project: string,
  role: ProjectRole,
): Promise<TestPerson> {
  const person = await aPerson(api, role);
  const { token } = await invite(api, owner, project, { email: person.email, role });
  expect((await accept(person, token)).status).toBe(200);
  return person;
}
