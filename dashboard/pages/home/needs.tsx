import { Box, Group, Text, ThemeIcon } from '@mantine/core';
import {
  IconMessageCircleUser,
  IconPhotoCheck,
  IconPlugConnectedX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Forecast } from '../../../contracts/connections.ts';
import type { ConversationList } from '../../../contracts/conversations.ts';
import type { ImagePage } from '../../../contracts/images.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { ButtonLink } from '../../components/links.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { toneColor, toneIcon, type Tone } from '../../components/StateBadge.tsx';
import { postTones } from '../../components/states.tsx';
import type { Post } from './questions.ts';
import { useCustomerName } from '../../components/useCustomerName.ts';
import { useHomeTexts } from './texts.ts';

interface NeedProps {
  tone: Tone;
  icon: TablerIcon;
  title: ReactNode;
  text: string;
  /** What one does about it: a link. */
  children: ReactNode;
}

/** One thing that waits for a person: what it is, why, and the way there. */
const Need = ({ tone, icon: Icon, title, text, children }: NeedProps) => (
  <Group component="li" gap="sm" justify="space-between">
    <Group gap="md" wrap="nowrap" align="flex-start" flex="1 1 240px" miw={0}>
      <ThemeIcon size={36} radius="xl" variant="light" color={toneColor(tone)} aria-hidden>
        <Icon size={20} />
      </ThemeIcon>
      <Box miw={0}>
        <Text size="sm" fw={600} lineClamp={2} style={{ overflowWrap: 'anywhere' }} component="div">
          {title}
        </Text>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {text}
        </Text>
      </Box>
    </Group>
    {/* Where it stands beneath, it begins where the words do. */}
    <Box ms={{ base: 52, sm: 0 }}>{children}</Box>
  </Group>
);

const look = { size: 'xs', variant: 'default' } as const;

/** A post that failed, or that asks something. */
export function PostNeed({ post, mayDecide }: { post: Post; mayDecide: boolean }) {
  const t = useHomeTexts();
  const troubled = post.targets.find(({ problem }) => problem !== null);
  const reason =
    troubled?.problem?.message ??
    t(
      post.state === 'failed'
        ? 'needs.failed'
        : post.state === 'partly_posted'
          ? 'needs.partly'
          : 'needs.attention',
    );
  const where = troubled ? `${platformName(troubled.platform)} · ${troubled.username} – ` : '';
  const tone = postTones[post.state];
  return (
    <Need
      tone={tone}
      icon={toneIcon(tone)}
      title={post.caption.trim().split('\n')[0] || t('noText')}
      text={where + reason}
    >
      <ButtonLink to="/dashboard/posts/$postId" params={{ postId: String(post.id) }} {...look}>
        {t(post.state === 'needs_attention' && mayDecide ? 'needs.decide' : 'needs.look')}
      </ButtonLink>
    </Need>
  );
}

/** An account that stops, or has stopped, unless somebody connects it again. */
export function AccountNeed({ item }: { item: z.infer<typeof Forecast> }) {
  const t = useHomeTexts();
  const name = `${platformName(item.platform)} · ${item.username}`;
  const hasFailed = new Date(item.fails_at) <= new Date();
  return (
    <Need
      tone={hasFailed ? 'bad' : 'attention'}
      icon={IconPlugConnectedX}
      title={
        <>
          {t(hasFailed ? 'needs.accountStopped' : 'needs.accountStops', { name })}{' '}
          <RelativeTime at={item.fails_at} />
        </>
      }
      text={item.what_to_do}
    >
      <ButtonLink to="/dashboard/accounts" {...look}>
        {t('needs.reconnect')}
      </ButtonLink>
    </Need>
  );
}

interface ConversationsNeedProps {
  list: z.infer<typeof ConversationList>;
  mayAnswer: boolean;
}

/** Customers who wait for a person's answer. */
export function ConversationsNeed({ list, mayAnswer }: ConversationsNeedProps) {
  const t = useHomeTexts();
  const format = useFormat();
  const nameOf = useCustomerName();
  return (
    <Need
      tone="attention"
      icon={IconMessageCircleUser}
      title={t('needs.conversations', { count: list.total })}
      text={format.list(list.conversations.map(nameOf))}
    >
      <ButtonLink to="/dashboard/inbox" search={{ waiting: true }} {...look}>
        {t(mayAnswer ? 'needs.answer' : 'needs.read')}
      </ButtonLink>
    </Need>
  );
}

/** Images that nobody has looked at yet. */
export function ImagesNeed({ page, mayReview }: { page: z.infer<typeof ImagePage>; mayReview: boolean }) {
  const t = useHomeTexts();
  return (
    <Need
      tone="waiting"
      icon={IconPhotoCheck}
      title={t('needs.images', { count: page.count })}
      text={t('needs.imagesText')}
    >
      {mayReview && (
        <ButtonLink to="/dashboard/images" search={{ status: 'generated', open: 'review' }} {...look}>
          {t('needs.review')}
        </ButtonLink>
      )}
    </Need>
  );
}
