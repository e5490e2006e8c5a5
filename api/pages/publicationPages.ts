import { resolvePublication, retryPublication } from '../../commands/posts/decidePublication.ts';
import type { PublicationState } from '../../contracts/ledger.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { PostAddressForm } from '../../contracts/postDecisions.ts';
import { findPublication, type PublicationRow } from '../../db/postUses.ts';
import { needPostAddress } from '../scheduler/needPostAddress.ts';
import { readMailLink } from '../mailLinks.ts';
import { validate } from '../validation.ts';
import { alert, field, html, page } from './layout.ts';
import type { Page, PageRequest } from './page.ts';
import { pageTexts } from './texts.ts';

interface VerdictPage {
  path: string;
  texts: 'postFound' | 'postAgain' | 'postGivenUp';
  /** The states in which there is something to decide. */
  states: PublicationState[];
  /** Whether it asks where the post stands. */
  asksAddress: boolean;
  decide: (publication: PublicationRow, url: string, platformPostId: string | null) => Promise<void>;
}

const targetOf = ({ id, postId, projectId }: PublicationRow) => ({
  projectId,
  postId,
  target: id,
  actorId: null,
});

/** Where the notice about a post leads: one page for each verdict, which says what it does and does it by its button. */
export const publicationPages: Page[] = [
  verdictPage({
    path: '/post-found',
    texts: 'postFound',
    states: ['parked', 'rejected'],
    asksAddress: true,
    decide: (publication, url, platformPostId) =>
      resolvePublication(targetOf(publication), { verdict: 'published', url, platformPostId }),
  }),
  verdictPage({
    path: '/post-again',
    texts: 'postAgain',
    states: ['parked', 'rejected', 'skipped'],
    asksAddress: false,
    decide: (publication) =>
      publication.state === 'parked'
        ? resolvePublication(targetOf(publication), { verdict: 'post_again' })
        : retryPublication(targetOf(publication)),
  }),
  verdictPage({
    path: '/post-given-up',
    texts: 'postGivenUp',
    states: ['parked', 'waiting'],
    asksAddress: false,
    decide: (publication) => resolvePublication(targetOf(publication), { verdict: 'give_up' }),
  }),
];

function verdictPage({ path, texts: name, states, asksAddress, decide }: VerdictPage): Page {
  return {
    path,
    takesPassword: false,

    async show(request, fields = {}, problem) {
      const { locale, services, token } = request;
      const texts = pageTexts[locale];
      const publication = await needUndecided(request, states);
      const platform = services.platforms.find(publication.platform)?.platform.name ?? publication.platform;
      const { title, what, button } = texts[name];
      const address = asksAddress
        ? field({
            name: 'url',
            label: texts.postAddress,
            type: 'text',
            autocomplete: 'url',
            value: fields.url ?? '',
            hint: texts.postAddressHint,
            errors: problem?.details.url ?? [],
          })
        : null;
      const form = html`<p>${texts.postAt(publication.caption, platform, publication.username)}</p>
        <p>${what}</p>
        <form method="post" action="${path}">
          ${problem && !problem.details.url ? alert(problem.detail) : null}
          <input type="hidden" name="token" value="${token}" />
          ${address} <button>${button}</button>
        </form>`;
      return page(locale, title, form);
    },

    async submit(request, fields) {
      const texts = pageTexts[request.locale];
      const publication = await needUndecided(request, states);
      const address = asksAddress ? validate(PostAddressForm, fields, request.locale).url : '';
      const platformPostId = asksAddress
        ? needPostAddress(request.services.platforms, publication, address)
        : null;
      await decide(publication, address, platformPostId);
      return page(request.locale, texts.verdictTaken, html`<p>${texts[name].done}</p>`);
    },
  };
}

/** @throws {Refusal} publication_link_invalid, publication_link_settled */
async function needUndecided(
  { services, token }: PageRequest,
  states: PublicationState[],
): Promise<PublicationRow> {
  const id = readMailLink(services.config, 'publication', token);
  const publication = id === null ? undefined : await findPublication(id);
  if (!publication) throw new Refusal('invalid', 'publication_link_invalid');
  if (!states.includes(publication.state)) throw new Refusal('conflict', 'publication_link_settled');
  return publication;
}
