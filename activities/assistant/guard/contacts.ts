import { plain } from '../../../contracts/plainText.ts';

/** Ways to reach somebody that stand in a text, each in one form however it was written. */
export interface Contacts {
  /** Without scheme and `www.`: `shop.example/terms`. */
  links: string[];
  mails: string[];
  /** Digits alone. */
  numbers: string[];
}

const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** An address with its scheme, and whatever an app makes a link of without one: `shop.example/terms`. */
const link =
  /[a-z][a-z\d+.-]*:\/\/[^\s<>"'«»]+|(?:mailto|tel|sms|javascript|data):[^\s<>"'«»]+|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}(?::\d+)?(?:[/?#][^\s<>"'«»]*)?/gu;
/** Abbreviations that look like an address. */
const abbreviations = ['p.ex'];
/** A dot that somebody hid: `evil [.] example`, `evil (dot) example`. */
const hiddenDot = /\s*[[({]\s*(?:\.|dot|point)\s*[\])}]\s*/g;
const hiddenAt = /\s*[[({]\s*(?:@|at|arobase)\s*[\])}]\s*/g;
/** No part of a number to call: no digits stand close by. */
const date =
  /\b\d{4}-\d{2}-\d{2}\b|(?<!\d[ ./-]?)\d{1,2}[./]\d{1,2}[./](?:\d{4}(?![./-]?\d)|\d{2}(?![ ./-]*\d))/g;
const number = /\+?\d[\d\s()./-]{6,}\d/g;

/** Every link, mail address and number to call in a text, also where it tries not to look like one. */
export function contactsIn(text: string): Contacts {
  const clear = plain(text).replace(hiddenDot, '.').replace(hiddenAt, '@').replaceAll('hxxp', 'http');
  const mails = clear.match(mail) ?? [];
  const withoutMails = clear.replace(mail, ' ');
  const links = (withoutMails.match(link) ?? []).map(addressOf);
  const withoutLinks = withoutMails.replace(link, ' ').replace(date, ' ');
  const numbers = (withoutLinks.match(number) ?? []).map((each) => each.replace(/\D/g, ''));
  return {
    links: links.filter((each) => !abbreviations.includes(each)),
    mails,
    numbers: numbers.filter((each) => each.length >= 8),
  };
}

const addressOf = (found: string): string =>
  found
    .replace(/^[a-z][a-z\d+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[.,;:!?)\]}…]+$/, '')
    .replace(/\/$/, '');

/** A text without the ways to reach somebody in it; its dates with slashes, however they were written. */
export const withoutContacts = (text: string): string =>
  plain(text)
    .replace(mail, ' ')
    .replace(link, ' ')
    .replace(number, (each) => (each.replace(/\D/g, '').length < 8 || each.search(date) >= 0 ? each : ' '))
    .replace(date, (each) => each.replace(/\D/g, '/'));

/**
 * Whether a text reaches out to somebody whom the shop does not name: a link must stand there as it is, or be the front
 * page of one that does; a number may have its country code or not. `identifiers` are no numbers to call: of orders.
 */
export function hasForeignContact(text: string, own: string, identifiers: string[]): boolean {
  const found = contactsIn(identifiers.reduce((rest, each) => rest.replaceAll(each, ';'), text));
  const known = contactsIn(own);
  const fronts = known.links.map((each) => each.split(/[/?#]/)[0]);
  const isKnownLink = (each: string) => known.links.includes(each) || fronts.includes(each);
  const isKnownNumber = (each: string) => known.numbers.some((own) => own.slice(-9) === each.slice(-9));
  return (
    !found.links.every(isKnownLink) ||
    !found.mails.every((each) => known.mails.includes(each)) ||
    !found.numbers.every(isKnownNumber)
  );
}
