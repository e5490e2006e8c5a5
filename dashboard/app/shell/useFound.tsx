import { useDebouncedValue } from '@mantine/hooks';
import type { SpotlightActionData } from '@mantine/spotlight';
import { IconFileText } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import type { ConversationList } from '../../../contracts/conversations.ts';
import type { PostPage } from '../../../contracts/scheduledPosts.ts';
import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import { api } from '../client/api.ts';
import { useFormat } from '../i18n/format.ts';
import { useAppTexts } from '../i18n/i18n.ts';
import { projectKey, useProject } from '../projects/projects.ts';

/** Fewer letters stand in nearly every name. */
const shortest = 2;
/** Of each kind. */
const shown = 5;
/** Who types is let finish, in ms. */
const pauseMs = 250;

/** What the API finds for the palette: posts by their words, conversations by their customer or messages. */
export function useFound(query: string): SpotlightActionData[] {
  const [words] = useDebouncedValue(query.trim(), pauseMs);
  // The words may stand in what is not shown of it: what was found for them is shown for them.
  return [...usePosts(words), ...useCustomers(words)].map((found) => ({ ...found, keywords: [query] }));
}

function usePosts(words: string): SpotlightActionData[] {
  const t = useAppTexts();
  const format = useFormat();
  const navigate = useNavigate();
  const { id: projectId, timezone: zone } = useProject();
  const isAsked = words.length >= shortest;
  const found = useQuery({
    queryKey: projectKey(projectId, 'posts', 'palette', words),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof PostPage>>('/api/scheduler/posts', {
        query: { search: words, page_size: shown },
        signal,
      }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  if (!isAsked) return [];
  return (found.data?.results ?? []).map(({ id, caption, state, scheduled_time: time }) => ({
    id: `post ${id}`,
    label: caption.trim().split('\n')[0] || t('palette.post', { id }),
    description: [t(`states.post.${state}`), ...(time ? [format.dateTime(time, { zone })] : [])].join(' · '),
    leftSection: <IconFileText size={20} stroke={1.75} aria-hidden />,
    onClick: () => void navigate({ to: '/dashboard/posts/$postId', params: { postId: String(id) } }),
  }));
}

function useCustomers(words: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const nameOf = useCustomerName();
  const { id: projectId } = useProject();
  const isAsked = words.length >= shortest;
  const found = useQuery({
    queryKey: projectKey(projectId, 'conversations', 'palette', words),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ConversationList>>('/api/conversations', {
        query: { search: words, limit: shown },
        signal,
      }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  if (!isAsked) return [];
  return (found.data?.conversations ?? []).map((conversation) => ({
    id: conversation.id,
    label: nameOf(conversation),
    leftSection: <PlatformIcon platform={conversation.channel} size={20} decorative />,
    onClick: () =>
      void navigate({ to: '/dashboard/inbox', search: { state: 'all', conversation: conversation.id } }),
  }));
}
