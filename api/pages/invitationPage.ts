import { findAcceptable } from '../../commands/projects/acceptInvitation.ts';
import { joinByInvitation } from '../../commands/projects/joinByInvitation.ts';
import { fullName } from '../../contracts/names.ts';
import { RegisterToJoinForm, SignInToJoinForm } from '../../contracts/people.ts';
import type { Invitation } from '../../db/models/invitation.ts';
import { Project } from '../../db/models/project.ts';
import { User } from '../../db/models/user.ts';
import { findByEmail } from '../../db/people.ts';
import { readMailLink } from '../mailLinks.ts';
import { validate } from '../validation.ts';
import { alert, field, html, page, type Html } from './layout.ts';
import type { FormProblem, Page, PageRequest } from './page.ts';
import { pageTexts } from './texts.ts';

/**
 * /invitation: where the mail with an invitation leads. Who has an account with the invited address gives its
 * password; who has none gives a name and a password for one. Only that mailbox knows the link.
 */
export const invitationPage: Page = {
  path: '/invitation',
  takesPassword: true,

  async show(request, fields = {}, problem) {
    const texts = pageTexts[request.locale];
    const invitation = await findAcceptable(invitationIdOf(request));
    const [project, inviter, account] = await Promise.all([
      Project.findByPk(invitation.projectId, { rejectOnEmpty: true }),
      User.findByPk(invitation.invitedBy, { rejectOnEmpty: true }),
      findByEmail(invitation.email),
    ]);
    const form = html`<p>${texts.invitedBy(fullName(inviter), invitation.email, invitation.role)}</p>
      <form method="post" action="/invitation">
        ${problem && Object.keys(problem.details).length === 0 ? alert(problem.detail) : null}
        <input type="hidden" name="token" value="${request.token}" />
        <input type="hidden" autocomplete="username" value="${invitation.email}" />
        ${account ? signInFields(request, problem) : registrationFields(request, fields, problem)}
      </form>`;
    return page(request.locale, texts.join(project.name), form);
  },

  async submit(request, fields) {
    const { locale } = request;
    const invitation = await findAcceptable(invitationIdOf(request));
    await join(invitation, fields, request);
    const project = await Project.findByPk(invitation.projectId, { rejectOnEmpty: true });
    const texts = pageTexts[locale];
    return page(
      locale,
      texts.joined(project.name),
      html`<p>${texts.signInNow}</p>
        <p><a href="/dashboard?project=${project.id}">${texts.signIn}</a></p>`,
    );
  },
};

async function join(
  invitation: Invitation,
  fields: Record<string, string>,
  { locale }: PageRequest,
): Promise<void> {
  const account = await findByEmail(invitation.email);
  const form = account
    ? { ...validate(SignInToJoinForm, fields, locale), name: '' }
    : validate(RegisterToJoinForm, fields, locale);
  await joinByInvitation(invitation, { ...form, locale });
}

function signInFields({ locale }: PageRequest, problem: FormProblem | undefined): Html {
  const texts = pageTexts[locale];
  return html`${field({
      name: 'password',
      label: texts.yourPassword,
      type: 'password',
      autocomplete: 'current-password',
      errors: problem?.details.password,
    })} <button>${texts.accept}</button>`;
}

function registrationFields(
  { locale }: PageRequest,
  fields: Record<string, string>,
  problem: FormProblem | undefined,
): Html {
  const texts = pageTexts[locale];
  return html`${field({
      name: 'name',
      label: texts.yourName,
      type: 'text',
      autocomplete: 'name',
      value: fields.name,
      errors: problem?.details.name,
    })}
    ${field({
      name: 'password',
      label: texts.choosePassword,
      type: 'password',
      autocomplete: 'new-password',
      hint: texts.passwordHint,
      errors: problem?.details.password,
    })} <button>${texts.registerAndAccept}</button>`;
}

const invitationIdOf = ({ services, token }: PageRequest) =>
  readMailLink(services.config, 'invitation', token);
