import { Box, Center, Group, Text } from '@mantine/core';
import { IconTextCaption } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { AnchorLink } from '../../components/links.tsx';
import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import type { Post } from './questions.ts';
import { useHomeTexts } from './texts.ts';

/** The first line of a post's text: its name among others. */
const firstLine = (post: Post): string => post.caption.trim().split('\n')[0] ?? '';

interface PostLineProps {
  post: Post;
  /** When, how it is: beneath its name. */
  children: ReactNode;
  /** What became of it: a line of its own. */
  figures?: ReactNode;
}

/** A post in a list: what it shows, what it says, where it goes. */
export function PostLine({ post, children, figures }: PostLineProps) {
  const t = useHomeTexts();
  const platforms = [...new Set(post.targets.map(({ platform }) => platform))];
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="md">
      <Picture address={post.image?.thumbnail_url ?? null} />
      <Box flex={1} miw={0}>
        <AnchorLink
          to="/dashboard/posts/$postId"
          params={{ postId: String(post.id) }}
          c="inherit"
          underline="hover"
          fw={600}
          size="sm"
          lineClamp={1}
          style={{ overflowWrap: 'anywhere' }}
        >
          {firstLine(post) || t('noText')}
        </AnchorLink>
        <Group gap={6} wrap="nowrap" c="dimmed" align="flex-start">
          <Group gap={4} wrap="nowrap" h={20}>
            {platforms.map((platform) => (
              <PlatformIcon key={platform} platform={platform} size={16} />
            ))}
          </Group>
          <Text size="sm" component="div" miw={0}>
            {children}
          </Text>
        </Group>
        {figures && (
          <Text size="sm" component="div" c="dimmed">
            {figures}
          </Text>
        )}
      </Box>
    </Group>
  );
}

/** What a post shows, small; words where it shows nothing. */
const Picture = ({ address }: { address: string | null }) => (
  <Box
    w={44}
    h={44}
    flex="none"
    bg="var(--mantine-color-default-hover)"
    style={{ borderRadius: 'var(--mantine-radius-md)', overflow: 'hidden' }}
  >
    {address ? (
      <img src={address} alt="" width={44} height={44} loading="lazy" style={{ objectFit: 'cover' }} />
    ) : (
      <Center h="100%" c="dimmed">
        <IconTextCaption size={20} stroke={1.5} aria-hidden />
      </Center>
    )}
  </Box>
);
