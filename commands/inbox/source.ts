import { rows } from '../../db/query.ts';

export type Channel = 'instagram' | 'whatsapp' | 'widget';

/** Where messages come in: a connected account, or a widget. */
export interface Source {
  channel: Channel;
  /** The connection's or the widget's id. */
  scopeId: string;
  /** The account, as the platform names it. */
  accountId: string;
  projectId: string;
  /** How the platform names our app; null where it does not say who sent a message. */
  appId: string | null;
}

/** Makes transactions about one thing of a source wait for each other, until the surrounding one ends. */
export async function lockIn({ scopeId }: Pick<Source, 'scopeId'>, ...names: string[]): Promise<void> {
  // In one order, so that two who lock the same things wait and do not block each other.
  await rows(
    `select pg_advisory_xact_lock(hashtextextended(name, 0)) is null as locked
     from (select unnest($1::text[]) as name order by 1) as sorted`,
    [names.map((name) => `inbox:${scopeId}:${name}`)],
  );
}
