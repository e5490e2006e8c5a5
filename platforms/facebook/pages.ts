import { z } from 'zod';
import { unreadable } from '../errors.ts';
import type { Platform, Profile, TokenGrant } from '../platform.ts';

const Page = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string().nullish(),
  link: z.string().nullish(),
  picture: z.object({ data: z.object({ url: z.string().nullish() }) }).nullish(),
  access_token: z.string().nullish(),
});
const PageList = z.object({
  data: z.array(Page),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).nullish(), next: z.string().nullish() })
    .nullish(),
});
const fields = 'id,name,username,link,picture{url}';
/** Lists of Graph may have empty pages in their midst, so that only their number shows one without an end. */
const mostRequests = 20;

/** Each page of the consent, with its own token: https://developers.facebook.com/docs/pages-api/getting-started */
export const accounts: Platform['accounts'] = async ({ http, accessToken }) => {
  const pages: Profile[] = [];
  let after: string | undefined;
  for (let requests = 0; requests < mostRequests; requests += 1) {
    const query = { fields: `${fields},access_token`, limit: 100, after, access_token: accessToken };
    const { json } = await http.send({ host: 'graph', path: '/{version}/me/accounts', query });
    const list = PageList.safeParse(json);
    if (!list.success) throw unreadable('Facebook answered no list of pages');
    pages.push(...list.data.data.filter(({ access_token }) => access_token).map(presentPage));
    after = list.data.paging?.next ? list.data.paging.cursors?.after : undefined;
    if (!after) break;
  }
  return pages;
};

export const profile: Platform['profile'] = async ({ http, accessToken, externalId }) => {
  const query = { fields, access_token: accessToken };
  const { json } = await http.send({ host: 'graph', path: `/{version}/${externalId}`, query });
  const page = Page.safeParse(json);
  if (!page.success) throw unreadable('Facebook answered no page');
  return presentPage(page.data);
};

const presentPage = ({
  id,
  name,
  username,
  link,
  picture,
  access_token: token,
}: z.infer<typeof Page>): Profile => ({
  externalId: id,
  username: username ?? name,
  displayName: name,
  profileUrl: link ?? `https://www.facebook.com/${username ?? id}`,
  avatarUrl: picture?.data.url ?? null,
  ...(token && { grant: pageGrant(token) }),
});

/** A page's token does not expire by time; it ends with the person's password, role or consent. */
const pageGrant = (accessToken: string): TokenGrant => ({
  accessToken,
  refreshToken: null,
  expiresInSeconds: null,
  refreshExpiresInSeconds: null,
  scopes: null,
});
