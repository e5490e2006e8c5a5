import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import type { ConversationList } from '../../../contracts/conversations.ts';
import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import { api } from '../client/api.ts';
import { projectKey, useProject } from '../projects/projects.ts';

/** Fewer letters stand in nearly every name. */
const shortest = 2;
const shown = 5;
/** Who types is let finish, in ms. */
const pauseMs = 250;

/** Conversations for the palette, whose customer or messages hold the words. */
export function useCustomersFound(query: string) {
  const navigate = useNavigate();
  const nameOf = useCustomerName();
  const { id: projectId } = useProject();
  const [words] = useDebouncedValue(query.trim(), pauseMs);
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
    // The words may stand in an older message: what was found for them is shown for them.
    keywords: [query],
    leftSection: <PlatformIcon platform={conversation.channel} size={20} decorative />,
    onClick: () =>
      void navigate({ to: '/dashboard/inbox', search: { state: 'all', conversation: conversation.id } }),
  }));
}
