import { arrivalOf } from '../../connection.ts';
import type { Store } from '../../store.ts';
import type { SendAttempt } from '../attempts.ts';
import type { Call } from '../platform.ts';
import type { LedgerQuery } from '../publishing/requests.ts';

/** A request that could have sent a message: the oracle of how often the platform was asked to. */
export interface Send extends SendAttempt {
  /** Counts all of them, in the order in which they were read. */
  sequence: number;
  platform: string;
  /** When its headers came: milliseconds since 1970 by the wall clock. */
  at: number;
  sent: boolean;
  messageId: string | null;
  /** null: it was not answered. */
  status: number | null;
  /** Whether the whole answer was handed to the network. */
  delivered: boolean;
}

interface SendRow extends Omit<Send, 'sent' | 'delivered' | 'messageId'> {
  message_id: string | null;
  delivered: number;
}

/** Notes such a request before anything is done for it; its answer is noted when it has left. Returns its number. */
export function noteSend({ store, ctx, platform }: Call, attempt: SendAttempt): number {
  const { account, recipient, type, text } = attempt;
  const sequence = store.all<{ sequence: number }>(
    `insert into social_sends (at, platform, account, recipient, type, text)
     values (?, ?, ?, ?, ?, ?) returning sequence`,
    ...[arrivalOf(ctx.req), platform.name, account, recipient, type, text],
  )[0]?.sequence;
  if (sequence === undefined) throw new Error('SQLite returned no number for the message');
  ctx.res.once('finish', () => {
    store.run(
      'update social_sends set status = ?, delivered = 1 where sequence = ?',
      ...[ctx.res.statusCode, sequence],
    );
  });
  return sequence;
}

export const noteSent = (store: Store, sequence: number, messageId: string): void =>
  void store.run('update social_sends set message_id = ? where sequence = ?', messageId, sequence);

/** How many messages an inbox has sent since a time of the sandbox's clock; to one recipient, where given. */
export const sentSince = (
  store: Store,
  {
    platform,
    inbox,
    person = '',
    since,
  }: { platform: string; inbox: string; person?: string; since: number },
): number =>
  store.all<{ sent: number }>(
    `select count(*) as sent from social_messages where platform = ? and inbox = ? and direction = 'out'
     and at > ? and ? in ('', person)`,
    ...[platform, inbox, since, person],
  )[0]?.sent ?? 0;

/** The requests in the order in which they were read. */
export const listSends = (store: Store, { platform, account, since }: LedgerQuery): Send[] =>
  store
    .all<SendRow>(
      `select sequence, at, platform, account, recipient, type, text, message_id, status, delivered
       from social_sends where ? in ('', platform) and ? in ('', account) and at >= ? order by sequence`,
      ...[platform, account, since],
    )
    .map(({ message_id, delivered, ...row }) => ({
      ...row,
      sent: message_id !== null,
      messageId: message_id,
      delivered: delivered === 1,
    }));
