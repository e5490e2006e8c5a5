import { numberOf, type Account } from '../social/accounts.ts';

/** A phone number as a node. */
export interface NumberNode {
  id: string;
  number: string;
  account: Account;
}

/** The phone numbers of a business account. */
export function numbersOf(account: Account): NumberNode[] {
  const numbers =
    account.details.numbers ?? `+1 555 ${account.number.slice(0, 3)} ${account.number.slice(3, 7)}`;
  return numbers
    .split(',')
    .map((number) => number.trim())
    .map((number) => ({ id: `10${numberOf(`phone ${account.id} ${number}`)}000`, number, account }));
}
