import { ActionIcon, Alert, Box, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconAlertTriangle, IconPaperclip, IconSend } from '@tabler/icons-react';
import { useState, type ClipboardEvent, type DragEvent, type KeyboardEvent, type RefObject } from 'react';
import { api } from '../../app/client/api.ts';
import { ApiProblem } from '../../app/client/problem.ts';
import { problemText } from '../../components/notify.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import { answering } from './answering.ts';
import { AttachedFiles } from './AttachedFiles.tsx';
import type { ChangeDraft, Draft } from './drafts.ts';
import classes from './Inbox.module.css';
import { conversationPath, type ConversationDetail } from './questions.ts';
import { SavedReplies } from './SavedReplies.tsx';
import { useInboxTexts } from './texts.ts';
import { useAttaching } from './useAttaching.ts';
import { keyPlaces } from './useInboxKeys.ts';
import { useNow } from './useNow.ts';
import { useSendingDraft } from './useSendingDraft.ts';

/** Typing is told so often; the API shows it for ten seconds. */
const typingEveryMs = 4_000;

interface ReplyComposerProps {
  conversation: ConversationDetail;
  draft: Draft;
  changeDraft: ChangeDraft;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** The box in which one answers. To type is to take over: the assistant keeps quiet, and others see who writes. */
export function ReplyComposer({ conversation, draft, changeDraft, box }: ReplyComposerProps) {
  const t = useInboxTexts();
  const name = useCustomerName()(conversation);
  const { id, files: taken } = conversation;
  const isAssistants = answering(conversation, useNow()) === 'automatic';
  const { submit, isPending, error } = useSendingDraft(conversation, draft, changeDraft);
  const { accept, arriving, attach, dismiss } = useAttaching(conversation, changeDraft);
  const drop = useDrop(attach, taken.length > 0);
  const tellTyping = useThrottledCallback(() => {
    // Whether others see it is no reason to disturb who writes.
    void api.post(`${conversationPath(id)}/typing`).catch(() => undefined);
  }, typingEveryMs);
  const write = (text: string) => {
    changeDraft((current) => ({ ...current, text }));
    if (text.trim() !== '') tellTyping();
  };
  const send = (split?: 'sentences') => {
    submit(split);
    box.current?.focus();
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!isOnTheWay) send();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || taken.length === 0) return;
    event.preventDefault();
    attach(files);
  };
  const isOnTheWay = arriving.some(({ problem }) => problem === null);
  const isEmpty = draft.text.trim() === '' && draft.files.length === 0;
  return (
    <Stack gap="xs">
      {error !== null && <NotSent error={error} split={() => send('sentences')} />}
      <Box {...drop}>
        <Textarea
          ref={box}
          size="sm"
          minRows={2}
          maxRows={8}
          data-inbox={keyPlaces.reply}
          aria-label={t('reply.label', { name })}
          placeholder={t(isAssistants ? 'reply.takesOver' : 'reply.placeholder')}
          value={draft.text}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={sendByKey}
          onPaste={paste}
        />
        <AttachedFiles
          files={draft.files}
          arriving={arriving}
          remove={(fileId) =>
            changeDraft((current) => ({
              ...current,
              files: current.files.filter((file) => file.id !== fileId),
            }))
          }
          dismiss={dismiss}
        />
      </Box>
      <Group justify="space-between" gap="xs" className={classes.actions}>
        <Group gap={4}>
          <SavedReplies
            take={(content) =>
              write(draft.text.trim() === '' ? content : `${draft.text.trimEnd()}\n${content}`)
            }
            box={box}
          />
          {taken.length > 0 && (
            <FileButton multiple accept={accept} onChange={attach}>
              {(props) => (
                <>
                  <ActionIcon {...props} hiddenFrom="sm" aria-label={t('attach.button')}>
                    <IconPaperclip size={18} aria-hidden />
                  </ActionIcon>
                  <Button
                    {...props}
                    visibleFrom="sm"
                    size="sm"
                    variant="subtle"
                    leftSection={<IconPaperclip size={16} aria-hidden />}
                  >
                    {t('attach.button')}
                  </Button>
                </>
              )}
            </FileButton>
          )}
        </Group>
        <Button
          size="sm"
          ml="auto"
          loading={isPending}
          disabled={isEmpty || isOnTheWay}
          leftSection={<IconSend size={16} aria-hidden />}
          onClick={() => send()}
        >
          {t('reply.send')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Files may be let fall where one writes. */
function useDrop(attach: (files: File[]) => void, isTaken: boolean) {
  const [isOver, setOver] = useState(false);
  if (!isTaken) return {};
  const isOfFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return {
    className: classes.drop,
    'data-over': isOver || undefined,
    onDragOver(event: DragEvent) {
      if (!isOfFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      if (!isOfFiles(event)) return;
      event.preventDefault();
      setOver(false);
      attach([...event.dataTransfer.files]);
    },
  };
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
