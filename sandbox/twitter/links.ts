import { createHash } from 'node:crypto';

/** With a scheme, or a domain alone; the real list of top-level domains is longer. */
export const links =
  /https?:\/\/[^\s"'<>]+[^\s"'<>.,;:!?)\]]|(?<![\w@.-])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:com|org|net|io|dev|app|fr|de|eu|uk|us)(?![\w.-]*@)(?:\/[^\s"'<>]*[^\s"'<>.,;:!?)\]])?(?![\w-])/gi;

/** docs.x.com/x-api/fundamentals/data-dictionary#tweet: a link in a post, where it begins and ends in code points. */
interface UrlEntity {
  start: number;
  end: number;
  url: string;
  expanded_url: string;
  display_url: string;
  media_key?: string;
}

/**
 * A post's text as X tells it: every link is shortened to t.co, the media are a link of their own at the end, and `&`,
 * `<`, `>` are escaped. What was written stands in the entities.
 */
export function tellText(
  written: string,
  media: { key: string; address: string }[],
): { text: string; urls: UrlEntity[] } {
  const urls: UrlEntity[] = [];
  let text = '';
  const add = (address: string, display: string, mediaKey?: string) => {
    const start = [...text].length;
    const url = `https://t.co/${codeOf(`${address} ${display}`)}`;
    text += url;
    const entity = { start, end: start + url.length, url, expanded_url: address, display_url: display };
    urls.push({ ...entity, ...(mediaKey && { media_key: mediaKey }) });
  };
  let from = 0;
  for (const { 0: link, index } of written.matchAll(links)) {
    text += escaped(written.slice(from, index));
    add(/^https?:/i.test(link) ? link : `http://${link}`, link.replace(/^https?:\/\/(?:www\.)?/i, ''));
    from = index + link.length;
  }
  text += escaped(written.slice(from));
  const [first] = media;
  if (first) {
    if (text) text += ' ';
    add(first.address, `pic.x.com/${codeOf(first.key)}`, first.key);
  }
  return { text, urls };
}

const codeOf = (subject: string): string =>
  createHash('sha256').update(subject).digest('base64url').replace(/[-_]/g, '0').slice(0, 10);

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
