import { Alert, Blockquote, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconHandStop, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { conversationPath, replyQuery, type AssistantReply } from './questions.ts';
import { useInboxTexts } from './texts.ts';
import { whyHandedOver } from './whyHandedOver.ts';

interface ReplyDialogProps {
  conversationId: string;
  /** The assistant's message, its suggestion, or the notice of its hand-over. */
  messageId: string;
  isHandOver?: boolean;
  onClose: () => void;
}

/**
 * On what an answer of the assistant rests: its sources with their words, what it looked up, which model it was. Of a
 * hand-over, why it was one, and what the customer did not get.
 */
export function ReplyDialog({ conversationId, messageId, isHandOver = false, onClose }: ReplyDialogProps) {
  const t = useInboxTexts();
  const app = useAppTexts();
  const { id: projectId } = useProject();
  const reply = useQuery(replyQuery(projectId, conversationId, messageId));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(isHandOver ? 'whyHandedOver.title' : 'sources.title')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {reply.isPending ? (
        <ListSkeleton rows={3} />
      ) : reply.isError ? (
        <ErrorState error={reply.error} retry={() => void reply.refetch()} />
      ) : (
        <Stack>
          {isHandOver ? (
            <Withheld reply={reply.data} />
          ) : (
            <Text style={{ whiteSpace: 'pre-wrap' }}>{reply.data.text}</Text>
          )}
          <Sources reply={reply.data} isHandOver={isHandOver} />
          <Facts reply={reply.data} />
          <Rating reply={reply.data} conversationId={conversationId} />
        </Stack>
      )}
    </Modal>
  );
}

function Withheld({ reply: { reason, text } }: { reply: AssistantReply }) {
  const t = useInboxTexts();
  return (
    <>
      <Alert color="orange" icon={<IconHandStop />}>
        {t(whyHandedOver(reason))}
      </Alert>
      {text && (
        <Stack gap="xs">
          <Text fw={600}>{t('whyHandedOver.withheld')}</Text>
          <Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text>
        </Stack>
      )}
    </>
  );
}

function Sources({ reply, isHandOver }: { reply: AssistantReply; isHandOver: boolean }) {
  const t = useInboxTexts();
  const { sources, tools } = reply;
  const citesNothing = sources.length === 0 && tools.length === 0;
  return (
    <Stack gap="sm">
      {!(isHandOver && citesNothing) && <Text fw={600}>{t('sources.rests')}</Text>}
      {!isHandOver && citesNothing && <Alert color="gray">{t('sources.none')}</Alert>}
      {sources.map(({ id, title, quote }) => (
        <Blockquote key={`${id} ${quote}`} p="sm" cite={title} iconSize={0}>
          {quote}
        </Blockquote>
      ))}
      {tools.length > 0 && (
        <Text size="sm">{t('sources.lookups', { names: tools.map(({ name }) => name).join(', ') })}</Text>
      )}
      <AnchorLink to="/dashboard/inbox-settings" search={{ section: 'knowledge' }} size="sm">
        {t('sources.mend')}
      </AnchorLink>
    </Stack>
  );
}

function Facts({ reply }: { reply: AssistantReply }) {
  const t = useInboxTexts();
  const format = useFormat();
  const { model, confidence, cost_usd: cost } = reply;
  const facts = [
    ...(model ? [model] : []),
    ...(confidence === null ? [] : [t('sources.confidence', { share: format.percent(confidence) })]),
    ...(cost === null ? [] : [format.money(cost, 'USD')]),
  ];
  return (
    <Text size="sm" c="dimmed">
      {facts.join(' · ')}
    </Text>
  );
}

function Rating({ reply, conversationId }: { reply: AssistantReply; conversationId: string }) {
  const t = useInboxTexts();
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  const rate = useMutation({
    mutationFn: (rating: 'good' | 'bad' | null) =>
      api.post(`${conversationPath(conversationId)}/replies/${reply.message_id}/rating`, {
        body: { rating },
      }),
    onSuccess: () => refresh('conversations'),
    onError: notify.failed,
  });
  if (!mayEdit) return null;
  const shown = rate.isPending ? rate.variables : reply.rating;
  return (
    <Group gap="xs" role="group" aria-label={t('sources.rate')}>
      <Text size="sm">{t('sources.rate')}</Text>
      {(['good', 'bad'] as const).map((rating) => (
        <Button
          key={rating}
          size="xs"
          variant={shown === rating ? 'filled' : 'default'}
          aria-pressed={shown === rating}
          leftSection={
            rating === 'good' ? (
              <IconThumbUp size={16} aria-hidden />
            ) : (
              <IconThumbDown size={16} aria-hidden />
            )
          }
          onClick={() => rate.mutate(shown === rating ? null : rating)}
        >
          {t(`sources.${rating}`)}
        </Button>
      ))}
    </Group>
  );
}
