interface Fact {
  text: string;
  /** Where it leads. */
  href?: string;
}

type Fields = Record<string, unknown>;

/**
 * What a place, contact cards and an order tell, a line each; nothing of another message. As WhatsApp writes them:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function messageFacts(details: Fields, money: (amount: number, currency: string) => string): Fact[] {
  const { location, contacts, order } = details;
  return [
    ...(isFields(location) ? factsOfPlace(location) : []),
    ...listOf(contacts).flatMap(factsOfCard),
    ...(isFields(order) ? listOf(order.product_items).map((item) => factOfItem(item, money)) : []),
  ].filter(({ text }) => text !== '');
}

function factsOfPlace({ name, address, latitude, longitude }: Fields): Fact[] {
  const isPlace = typeof latitude === 'number' && typeof longitude === 'number';
  const map = `https://www.openstreetmap.org/?mlat=${String(latitude)}&mlon=${String(longitude)}#map=16/${String(latitude)}/${String(longitude)}`;
  return [
    { text: wordsOf(name) },
    { text: wordsOf(address) },
    ...(isPlace ? [{ text: `${latitude}, ${longitude}`, href: map }] : []),
  ];
}

function factsOfCard({ name, org, phones, emails }: Fields): Fact[] {
  const company = isFields(org) ? wordsOf(org.company) : '';
  return [
    { text: isFields(name) ? wordsOf(name.formatted_name) : '' },
    { text: company },
    ...listOf(phones).map(({ phone }) => ({ text: wordsOf(phone) })),
    ...listOf(emails).map(({ email }) => ({ text: wordsOf(email) })),
  ];
}

function factOfItem(
  { product_retailer_id: product, quantity, item_price: price, currency }: Fields,
  money: (amount: number, currency: string) => string,
): Fact {
  const what = `${wordsOf(quantity) || '1'} × ${wordsOf(product)}`;
  const amount = Number(price);
  const isPriced = Number.isFinite(amount) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
  return { text: isPriced ? `${what} · ${money(amount, currency)}` : what };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const wordsOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
