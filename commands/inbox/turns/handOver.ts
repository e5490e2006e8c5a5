import { guessLatest, languageIn, type Language } from '../../../contracts/languages.ts';
import type { HandoverReason } from '../../../contracts/turn.ts';
import { transaction } from '../../../db/connection.ts';
import { findTeam } from '../../../db/handovers.ts';
import { row, rows } from '../../../db/query.ts';
import { readUsualLanguage } from '../../../db/usualLanguage.ts';
import { queueMail } from '../../mails/queueMail.ts';
import { queueMessage } from '../queueMessage.ts';
import { windowOver } from './readTurn.ts';

/** What the customer is told, once. */
const notices = {
  fr: 'Je transmets votre message à une personne de notre équipe, qui vous répondra ici.',
  en: 'I am passing your message on to a person of our team, who will answer you here.',
};
/** A machine would answer, and what cannot be sent now helps nobody. */
const untold: HandoverReason[] = ['automatic_sender', 'too_late', 'reply_failed'];
/** What may concern all conversations of a project, or of an account, is told its team once an hour. */
const ofProject: HandoverReason[] = ['budget_spent', 'assistant_unavailable', 'reply_failed', 'too_late'];

interface HandedOver {
  projectId: string;
  assignedTo: string | null;
  lastSequence: string;
  locale: string | null;
  isWindowOver: boolean | null;
}

/**
 * Hands a conversation over to people: the assistant keeps quiet until it is given back, the customer is told once, in
 * their language, and the team by mail. One that is handed over already stays as it is. Returns the id of the message by
 * which the customer is told; null where they are not.
 */
export function handOver(conversationId: string, reason: HandoverReason): Promise<string | null> {
  return transaction(async () => {
    const handedOver = await row<HandedOver>(
      `update conversations c set handed_over_at = now(), handover_reason = $2 from contacts k
       where c.id = $1 and c.handed_over_at is null and k.id = c.contact_id
       returning c.project_id as "projectId", c.assigned_to as "assignedTo", c.last_sequence as "lastSequence", k.locale,
         ${windowOver} as "isWindowOver"`,
      [conversationId, reason],
    );
    if (!handedOver) return null;
    const isTold = !untold.includes(reason) && !handedOver.isWindowOver;
    const notice = isTold ? await tellCustomer(conversationId, handedOver) : null;
    if (ofProject.includes(reason) && (await wasTold(handedOver.projectId, reason))) return notice;
    for (const { email, locale } of await findTeam(handedOver.projectId, handedOver.assignedTo))
      await queueMail({
        kind: 'handover',
        subjectId: conversationId,
        recipient: email,
        locale,
        projectId: handedOver.projectId,
      });
    return notice;
  });
}

async function tellCustomer(
  conversationId: string,
  { projectId, lastSequence, locale }: HandedOver,
): Promise<string> {
  const language =
    (await languageOfCustomer(conversationId)) ?? languageIn(locale) ?? (await readUsualLanguage(projectId));
  const { id } = await queueMessage({
    conversationId,
    author: 'system',
    kind: 'text',
    content: notices[language],
    data: {},
    clientMessageId: `handover/${lastSequence}`,
    state: 'queued',
  });
  return id;
}

/** The language of what the customer wrote last, as far as that tells it. */
async function languageOfCustomer(conversationId: string): Promise<Language | null> {
  const latest = await rows<{ content: string }>(
    `select content from messages where conversation_id = $1 and direction = 'inbound' and content <> ''
     order by sequence desc limit 5`,
    [conversationId],
  );
  return guessLatest(latest.map(({ content }) => content).toReversed());
}

/** Whether the team was told in the last hour that conversations are handed over for this. */
async function wasTold(projectId: string, reason: HandoverReason): Promise<boolean> {
  await row(`select pg_advisory_xact_lock(hashtextextended($1, 0)) is null as locked`, [
    `handover:${projectId}:${reason}`,
  ]);
  const told = await row(
    `select 1 as told from conversations c join mails m on m.subject_id = c.id and m.kind = 'handover'
     where c.project_id = $1 and c.handed_over_at is not null and c.handover_reason = $2
       and m.created_at > now() - interval '1 hour' limit 1`,
    [projectId, reason],
  );
  return told !== undefined;
}
