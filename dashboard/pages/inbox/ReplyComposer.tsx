import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import type { KeyboardEvent, RefObject } from 'react';
import { api } from '../../app/client/api.ts';
import { ApiProblem } from '../../app/client/problem.ts';
import { problemText } from '../../components/notify.tsx';
import type { Draft } from './drafts.ts';
import { useSending } from './outgoing.ts';
import { conversationPath, type ConversationDetail } from './questions.ts';
import { SavedReplies } from './SavedReplies.tsx';
import { useInboxTexts } from './texts.ts';
import { keyPlaces } from './useInboxKeys.ts';

/** Typing is told so often; the API shows it for ten seconds. */
const typingEveryMs = 4_000;

interface ReplyComposerProps {
  conversation: ConversationDetail;
  draft: Draft;
  setDraft: (draft: Draft | null) => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** The box in which one answers. To type is to take over: the assistant keeps quiet, and others see who writes. */
export function ReplyComposer({ conversation, draft, setDraft, box }: ReplyComposerProps) {
  const t = useInboxTexts();
  const { id, ai } = conversation;
  const isAssistants = ai.mode === 'automatic' && !ai.handed_over_at;
  const send = useSending(id);
  const tellTyping = useThrottledCallback(() => {
    // Whether others see it is no reason to disturb who writes.
    void api.post(`${conversationPath(id)}/typing`).catch(() => undefined);
  }, typingEveryMs);
  const write = (text: string) => {
    setDraft({ ...draft, text });
    if (text.trim() !== '') tellTyping();
  };
  const submit = (split?: 'sentences') => {
    if (draft.text.trim() === '' || send.isPending) return;
    const sent = draft;
    setDraft(null);
    send.mutate(
      {
        content: sent.text.trim(),
        client_message_id: sent.name,
        ...(sent.suggestionId && { suggestion_id: sent.suggestionId }),
        ...(split && { split }),
      },
      { onError: () => setDraft(sent) },
    );
    box.current?.focus();
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <Stack gap="xs">
      {send.isError && <NotSent error={send.error} split={() => submit('sentences')} />}
      <Textarea
        ref={box}
        size="sm"
        minRows={2}
        maxRows={8}
        data-inbox={keyPlaces.reply}
        aria-label={t('reply.label', { name: conversation.customer_name })}
        placeholder={t(isAssistants ? 'reply.takesOver' : 'reply.placeholder')}
        value={draft.text}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={sendByKey}
      />
      <Group justify="space-between" gap="xs">
        <SavedReplies
          take={(content) =>
            write(draft.text.trim() === '' ? content : `${draft.text.trimEnd()}\n${content}`)
          }
          box={box}
        />
        <Button
          size="sm"
          loading={send.isPending}
          disabled={draft.text.trim() === ''}
          leftSection={<IconSend size={16} aria-hidden />}
          onClick={() => submit()}
        >
          {t('reply.send')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Why a message was refused; what is too long for the channel can go as several. */
function NotSent({ error, split }: { error: unknown; split: () => void }) {
  const t = useInboxTexts();
  const isAboutText = error instanceof ApiProblem && error.problem.details.content !== undefined;
  return (
    <Alert color="red" role="alert" p="xs" icon={<IconAlertTriangle />}>
      <Text size="sm">{problemText(error)}</Text>
      {isAboutText && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={split}>
          {t('reply.split')}
        </Button>
      )}
    </Alert>
  );
}
