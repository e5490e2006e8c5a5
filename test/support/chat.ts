import { randomUUID } from 'node:crypto';
import { keepReplyCall } from '../../commands/assistant/keepCall.ts';
import { queueMessage } from '../../commands/inbox/queueMessage.ts';
import type { Source } from '../../commands/inbox/source.ts';
import { readTurn } from '../../commands/inbox/turns/readTurn.ts';
import { settleTurn } from '../../commands/inbox/turns/settleTurn.ts';
import type { InboundMessage } from '../../contracts/inbound.ts';
import { decideTurn, type TurnFacts, type Verdict } from '../../contracts/turn.ts';
import { row, rows } from '../../db/query.ts';
import { aMessage } from './conversations.ts';
import { aConnection } from './figures.ts';
import { aMember, type Member } from './members.ts';

/** A Monday, ten o'clock in Paris. */
export const morning = new Date('2026-01-12T09:00:00Z');

/** A customer's conversation with a shop whose assistant answers by itself, without a platform or a model. */
export class Chat {
  readonly member: Member;
  readonly source: Source;
  conversationId = '';
  private contactId = randomUUID();

  private constructor(member: Member, source: Source) {
    this.member = member;
    this.source = source;
  }

  /** The customer has asked something, and the outbox is empty. */
  static async begin(message: Partial<InboundMessage> = {}): Promise<Chat> {
    const member = await aMember();
    const { id, externalId } = await aConnection(member, { platform: 'whatsapp' });
    const { projectId } = member;
    await rows(
      `insert into assistant_settings (project_id, mode) values ($1, 'automatic') returning 1 as x`,
      [projectId],
    );
    const source = {
      channel: 'whatsapp' as const,
      scopeId: id,
      accountId: externalId,
      projectId,
      appId: null,
    };
    const chat = new Chat(member, source);
    await chat.writes('Do you deliver to Lyon?', message);
    await chat.promises();
    return chat;
  }

  /** The same shop's conversation with somebody else. */
  async withAnother(): Promise<Chat> {
    const other = new Chat(this.member, this.source);
    await other.writes('Hello');
    return other;
  }

  async writes(text: string, message: Partial<InboundMessage> = {}): Promise<void> {
    this.conversationId = await aMessage(this.source, { contactId: this.contactId, text, ...message });
  }

  /** A person of the shop answers. */
  answersAsPerson = () =>
    queueMessage({
      ...{ conversationId: this.conversationId, author: 'agent', kind: 'text', content: 'We do.', data: {} },
      ...{ clientMessageId: null, state: 'queued' },
    });

  async facts(at = morning): Promise<TurnFacts> {
    const read = await readTurn(this.conversationId, at);
    if (!read) throw new Error('the conversation is gone');
    return read;
  }

  /** What the assistant makes of the message. */
  verdictOf(asked: number, { decision = 'reply', reason = 'answered' }: Partial<Verdict> = {}) {
    return keepReplyCall({
      ...{ projectId: this.member.projectId, conversationId: this.conversationId, sequence: String(asked) },
      ...{
        inputs: null,
        provider: null,
        model: null,
        tools: [],
        sources: [],
        inputTokens: 9,
        outputTokens: 9,
      },
      ...{ costUsd: null, durationMs: null, decision, reason: reason as 'answered' },
      answer: { text: 'We deliver everywhere.', language: 'en', sources: [], confidence: 1 },
    });
  }

  /** Decides and settles, as the workflow does it. */
  async takeTurn(at = morning, verdict?: Partial<Verdict>) {
    const facts = await this.facts(at);
    const { asked } = facts;
    const turn = decideTurn(facts);
    const isAssistants = turn.kind === 'reply' || turn.kind === 'suggest';
    const decided = { asked, turn, verdict: isAssistants ? await this.verdictOf(asked, verdict) : null };
    return { decided, after: await settleTurn(this.conversationId, decided, at) };
  }

  /** Changes columns of the conversation, or of the assistant's settings. */
  change = (assignment: string) =>
    rows(`update conversations set ${assignment} where id = $1 returning 1 as x`, [this.conversationId]);
  settings = (assignment: string) =>
    rows(`update assistant_settings set ${assignment} where project_id = $1 returning 1 as x`, [
      this.member.projectId,
    ]);

  state = () =>
    row<{ turn_due_at: Date | null; answered_sequence: string; handover_reason: string | null }>(
      `select * from conversations where id = $1`,
      [this.conversationId],
    );
  /** What the shop's side wrote, in order. */
  ours = () =>
    rows<{ id: string; author: string; content: string; state: string; data: Record<string, unknown> }>(
      `select * from messages where conversation_id = $1 and direction = 'outbound' order by sequence`,
      [this.conversationId],
    );
  mails = () =>
    rows(`select * from mails where kind = 'handover' and subject_id = $1`, [this.conversationId]);
  /** The workflows that were promised, which are promised no more. */
  promises = async () =>
    (await rows<{ workflow: string }>(`delete from outbox returning workflow`)).map(
      ({ workflow }) => workflow,
    );
}
