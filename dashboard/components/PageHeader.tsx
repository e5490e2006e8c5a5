import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useArrival } from '../app/shell/arrival.ts';

interface PageHeaderProps {
  title: string;
  /** What the page is for, in a sentence. */
  description?: string;
  /** What one does here: buttons. */
  children?: ReactNode;
}

/** The head of a page: its one h1, which also names the browser's tab. */
export function PageHeader({ title, description, children }: PageHeaderProps) {
  const heading = useArrival();
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md">
      <title>{`${title} – SocialSync`}</title>
      <Box flex="1 1 260px">
        <Title order={1} tabIndex={-1} ref={heading}>
          {title}
        </Title>
        {description && (
          <Text c="dimmed" mt={4} maw={640}>
            {description}
          </Text>
        )}
      </Box>
      {children && <Group gap="sm">{children}</Group>}
    </Group>
  );
}
