/** So much fits into numeric(14, 2). */
const maximumCents = 99_999_999_999_999n;

/** Cents of an amount such as `29.9`. */
function centsOf(amount: string): bigint {
  const [units = '0', decimals = ''] = amount.split('.');
  return BigInt(units) * 100n + BigInt(decimals.padEnd(2, '0'));
}

/** What products cost together, to the cent: `109.97`; null when it is more than an order can hold. */
export function totalOf(products: { price: string; quantity: number }[]): string | null {
  const cents = products.reduce((sum, { price, quantity }) => sum + centsOf(price) * BigInt(quantity), 0n);
  if (cents > maximumCents) return null;
  return `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`;
}
