import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconClock, IconClockOff } from '@tabler/icons-react';
import { useRef } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useMay } from '../../app/projects/projects.ts';
import { useDraft } from './drafts.ts';
import classes from './Inbox.module.css';
import type { ConversationDetail } from './questions.ts';
import { ReplyComposer } from './ReplyComposer.tsx';
import { ReplyNotices } from './ReplyNotices.tsx';
import { Suggestion } from './Suggestion.tsx';
import { TemplateForm } from './TemplateForm.tsx';
import { useInboxTexts } from './texts.ts';
import { useNow } from './useNow.ts';

/** Where one answers; or, after the platform's time for that, how the customer can still be reached. */
export function ReplyArea({ conversation }: { conversation: ConversationDetail }) {
  const t = useInboxTexts();
  const mayEdit = useMay('editor');
  const now = useNow();
  const [draft, changeDraft] = useDraft(conversation.id);
  const box = useRef<HTMLTextAreaElement>(null);
  const { channel, reply_window_ends_at: endsAt, ai } = conversation;
  const isOver = channel !== 'widget' && (endsAt === null || Date.parse(endsAt) <= now);
  if (!mayEdit)
    return (
      <footer className={classes.foot}>
        <Text size="sm" c="dimmed">
          {t('reply.viewer')}
        </Text>
      </footer>
    );
  return (
    <footer className={classes.foot}>
      <Stack gap="xs">
        <ReplyNotices conversation={conversation} isWriting={draft.text !== ''} />
        {isOver ? (
          <>
            <Alert color="orange" icon={<IconClockOff />} title={t('window.over')}>
              {t(channel === 'whatsapp' ? 'window.template' : 'window.wait')}
            </Alert>
            {channel === 'whatsapp' && <TemplateForm conversationId={conversation.id} />}
          </>
        ) : (
          <>
            {ai.suggestion && draft.suggestionId !== ai.suggestion.id && (
              <Suggestion
                key={ai.suggestion.id}
                conversationId={conversation.id}
                suggestion={ai.suggestion}
                edit={({ id, content }) => {
                  // What one has begun oneself stays, before it.
                  changeDraft((current) => ({
                    ...current,
                    text: current.text.trim() === '' ? content : `${current.text.trimEnd()}\n\n${content}`,
                    suggestionId: id,
                  }));
                  box.current?.focus();
                }}
              />
            )}
            <ReplyComposer conversation={conversation} draft={draft} changeDraft={changeDraft} box={box} />
            {endsAt && <WindowLeft endsAt={endsAt} now={now} />}
          </>
        )}
      </Stack>
    </footer>
  );
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** From then on it is told in a warning colour. */
const soonMs = 2 * hourMs;

function WindowLeft({ endsAt, now }: { endsAt: string; now: number }) {
  const t = useInboxTexts();
  const format = useFormat();
  const leftMs = Date.parse(endsAt) - now;
  const left = { hours: Math.floor(leftMs / hourMs), minutes: Math.floor((leftMs % hourMs) / minuteMs) };
  const isSoon = leftMs < soonMs;
  return (
    <Group gap={6} wrap="nowrap" c={isSoon ? 'var(--mantine-color-error)' : 'dimmed'}>
      <IconClock size={14} aria-hidden />
      <Text size="xs" role="timer" fw={isSoon ? 600 : 400}>
        {t('window.left', left)} {t('window.until', { time: format.dateTime(endsAt) })}
      </Text>
    </Group>
  );
}
