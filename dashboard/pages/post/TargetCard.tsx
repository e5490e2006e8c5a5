import { Alert, Anchor, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconExternalLink, IconInfoCircle } from '@tabler/icons-react';
import { api } from '../../app/client/api.ts';
import { useMay } from '../../app/projects/projects.ts';
import { ButtonLink } from '../../components/links.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { TargetState } from '../../components/states.tsx';
import { PlatformAnswer } from './PlatformAnswer.tsx';
import type { Post, Target } from './questions.ts';
import { ResolveDialog } from './ResolveDialog.tsx';
import { usePostTexts } from './texts.ts';
import { useAct } from './useAct.ts';
import { whatToDo } from './whatToDo.ts';

interface TargetCardProps {
  post: Post;
  target: Target;
}

/** What became of the post at one account, and what is to be done there. */
export function TargetCard({ post, target }: TargetCardProps) {
  const t = usePostTexts();
  const platform = platformName(target.platform);
  const commentState = target.first_comment_state;
  return (
    <Card component="article" aria-label={`${platform}, ${target.username}`} padding="md">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <PlatformIcon platform={target.platform} size={24} />
            <Stack gap={0} miw={0}>
              <Text fw={600} truncate>
                {target.username || platform}
              </Text>
              <Text size="xs" c="dimmed">
                {platform}
                <When post={post} target={target} />
              </Text>
            </Stack>
          </Group>
          <TargetState post={post} target={target} />
        </Group>
        {target.platform_post_url && (
          <Anchor href={target.platform_post_url} target="_blank" rel="noreferrer" size="sm">
            <Group component="span" gap={4} display="inline-flex">
              {t('targets.look', { platform })}
              <IconExternalLink size={14} aria-hidden />
            </Group>
          </Anchor>
        )}
        {commentState !== 'none' &&
          (target.state === 'published' || commentState === 'failed' || commentState === 'unclear') && (
            <Text size="sm" c="dimmed">
              {t(`targets.firstComment.${commentState}`)}
            </Text>
          )}
        {target.caption !== null && (
          <Text size="sm" c="dimmed">
            {t('targets.adapted')}
          </Text>
        )}
        <Trouble post={post} target={target} />
      </Stack>
    </Card>
  );
}

/** When it goes out or went out there, and of what ended otherwise, since when. A draft goes nowhere. */
function When({ post, target: { state, posted_at: postedAt, state_since: since } }: TargetCardProps) {
  if (post.state === 'draft') return null;
  const isToCome = ['planned', 'preparing', 'prepared'].includes(state);
  return (
    <>
      {' · '}
      <RelativeTime at={postedAt ?? ((isToCome && post.scheduled_time) || since)} />
    </>
  );
}

/** Why it is not published, what to do about it, and what the platform answered. */
function Trouble({ post, target }: TargetCardProps) {
  const t = usePostTexts();
  const may = useMay('editor');
  const { isBusy, act } = useAct();
  const [deciding, dialog] = useDisclosure(false);
  const todo = whatToDo(target);
  if (!todo) return null;
  const isWaiting = todo.steps.length === 0;
  const retry = () =>
    act(
      () => api.post(`/api/scheduler/posts/${post.id}/retry`, { body: { target: target.id } }),
      t('todo.retried'),
    );
  const giveUp = () =>
    act(
      () =>
        api.post(`/api/scheduler/posts/${post.id}/resolve`, {
          body: { target: target.id, verdict: 'give_up' },
        }),
      t('todo.givenUpDone'),
    );
  const buttons = {
    reconnect: (
      <ButtonLink key="reconnect" size="sm" to="/dashboard/accounts">
        {t('todo.reconnectButton')}
      </ButtonLink>
    ),
    retry: (
      <Button key="retry" size="sm" variant="light" loading={isBusy} onClick={() => void retry()}>
        {t('todo.retry')}
      </Button>
    ),
    decide: (
      <Button
        key="decide"
        size="sm"
        variant={todo.steps[0] === 'decide' ? 'filled' : 'default'}
        onClick={dialog.open}
      >
        {t('todo.decide')}
      </Button>
    ),
    found: (
      <Button key="found" size="sm" onClick={dialog.open}>
        {t('resolve.published')}
      </Button>
    ),
    copy: (
      <ButtonLink
        key="copy"
        size="sm"
        variant="default"
        to="/dashboard/compose"
        search={{ copy: post.id, target: target.id }}
      >
        {t('todo.copy')}
      </ButtonLink>
    ),
    giveUp: (
      <Button key="giveUp" size="sm" variant="subtle" loading={isBusy} onClick={() => void giveUp()}>
        {t('todo.giveUp')}
      </Button>
    ),
  };
  return (
    <Alert
      color={
        isWaiting
          ? 'blue'
          : todo.advice === 'givenUp'
            ? 'gray'
            : target.state === 'rejected'
              ? 'red'
              : 'orange'
      }
      icon={isWaiting ? <IconInfoCircle /> : <IconAlertTriangle />}
      title={target.problem?.message}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`todo.${todo.advice}`)}</Text>
        <PlatformAnswer platform={target.platform} answer={target.problem?.answer ?? null} />
        {may && todo.steps.length > 0 && <Group gap="xs">{todo.steps.map((step) => buttons[step])}</Group>}
      </Stack>
      <ResolveDialog opened={deciding} onClose={dialog.close} post={post} target={target} />
    </Alert>
  );
}
