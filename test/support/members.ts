import { addPerson } from '../../commands/people/addPerson.ts';
import type { Language } from '../../contracts/languages.ts';
import { Project } from '../../db/models/project.ts';
import { User } from '../../db/models/user.ts';

export interface Member {
  user: User;
  projectId: string;
}

let people = 0;
/** A person with a project of their own, in Paris unless told otherwise. */
export async function aMember(options: { locale?: Language; timezone?: string } = {}): Promise<Member> {
  people += 1;
  const { id } = await addPerson({
    email: `person${people}@example.com`,
    passwordHash: null,
    firstName: 'Ada',
    lastName: 'Lovelace',
    locale: options.locale ?? 'en',
  });
  const user = await User.findByPk(id, { rejectOnEmpty: true });
  const project = await Project.findByPk(user.defaultProjectId ?? '', { rejectOnEmpty: true });
  await project.update({ name: 'Café <Noir>', timezone: options.timezone ?? 'Europe/Paris' });
  return { user, projectId: project.id };
}
