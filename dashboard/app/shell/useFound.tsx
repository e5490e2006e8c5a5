import { useDebouncedValue } from '@mantine/hooks';
import type { SpotlightActionData } from '@mantine/spotlight';
import { IconFileText } from '@tabler/icons-react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
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
/** The API takes no longer words. */
export const longestWords = 200;
/** Of each kind. */
const shown = 5;
/** Who types is let finish, in ms. */
const pauseMs = 250;

interface Found {
  /** What has these very words: never what was found for those that stood there before. */
  actions: SpotlightActionData[];
  isUnderWay: boolean;
  /** Why not all was looked through; null where it was, or is being. */
  error: Error | null;
  retry: () => void;
}

/** What the API finds for the palette: posts by their words, conversations by their customer or messages. */
export function useFound(query: string): Found {
  const typed = query.trim();
  const [words] = useDebouncedValue(typed, pauseMs);
  const posts = usePosts(words);
  const customers = useCustomers(words);
  const failed = [posts.answer, customers.answer].filter(({ isLoadingError }) => isLoadingError);
  const found = {
    actions: [],
    isUnderWay: false,
    error: null,
    retry: () => failed.forEach(({ refetch }) => void refetch()),
  };
  if (typed.length < shortest) return found;
  if (words !== typed) return { ...found, isUnderWay: true };
  return {
    ...found,
    // Posts stand above, also where customers are found sooner: what one is about to choose stays where it is.
    actions: [...posts.actions, ...(posts.answer.isPending ? [] : customers.actions)],
    isUnderWay: posts.answer.isPending || customers.answer.isPending,
    error: failed[0]?.error ?? null,
  };
}

interface Answered {
  answer: UseQueryResult;
  actions: SpotlightActionData[];
}

function usePosts(words: string): Answered {
  const t = useAppTexts();
  const format = useFormat();
  const navigate = useNavigate();
  const { id: projectId, timezone: zone } = useProject();
  const answer = useQuery({
    queryKey: projectKey(projectId, 'posts', 'palette', words),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof PostPage>>('/api/scheduler/posts', {
        query: { search: words, page_size: shown },
        signal,
      }),
    enabled: words.length >= shortest,
    // Who is offline is told so.
    networkMode: 'always',
  });
  const actions = (answer.data?.results ?? []).map(({ id, caption, state, scheduled_time: time }) => ({
    id: `post ${id}`,
    label: caption.trim().split('\n')[0] || t('palette.post', { id }),
    description: [t(`states.post.${state}`), ...(time ? [format.dateTime(time, { zone })] : [])].join(' · '),
    leftSection: <IconFileText size={20} stroke={1.75} aria-hidden />,
    onClick: () => void navigate({ to: '/dashboard/posts/$postId', params: { postId: String(id) } }),
  }));
  return { answer, actions };
}

function useCustomers(words: string): Answered {
  const navigate = useNavigate();
  const nameOf = useCustomerName();
  const { id: projectId } = useProject();
  const answer = useQuery({
    queryKey: projectKey(projectId, 'conversations', 'palette', words),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ConversationList>>('/api/conversations', {
        query: { search: words, limit: shown },
        signal,
      }),
    enabled: words.length >= shortest,
    networkMode: 'always',
  });
  const actions = (answer.data?.conversations ?? []).map((conversation) => ({
    id: conversation.id,
    label: nameOf(conversation),
    leftSection: <PlatformIcon platform={conversation.channel} size={20} decorative />,
    onClick: () =>
      void navigate({ to: '/dashboard/inbox', search: { state: 'all', conversation: conversation.id } }),
  }));
  return { answer, actions };
}
