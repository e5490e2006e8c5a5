import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: TablerIcon;
  title: string;
  /** What one can do about it, in a sentence. */
  text?: string;
  /** It is all that the page has: then its title is the page's. */
  isPage?: boolean;
  /** The next step: a button. */
  children?: ReactNode;
}

/** Where there is nothing yet: says so, and leads on. */
export function EmptyState({ icon: Icon, title, text, isPage = false, children }: EmptyStateProps) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="sm" maw={440} ta="center">
        <ThemeIcon size={64} radius="xl" variant="light" aria-hidden>
          <Icon size={32} stroke={1.5} />
        </ThemeIcon>
        <Title order={isPage ? 1 : 2} size="h3">
          {title}
        </Title>
        {text && <Text c="dimmed">{text}</Text>}
        {children}
      </Stack>
    </Center>
  );
}
