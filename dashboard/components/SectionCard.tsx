import { Box, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SectionCardProps {
  title: string;
  description?: string;
  /** What one does with the whole of it: a button. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a page, on a card of its own. */
export const SectionCard = ({ title, description, action, children }: SectionCardProps) => (
  <Card component="section">
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box flex="1 1 240px">
          <Title order={2}>{title}</Title>
          {description && (
            <Text c="dimmed" size="sm" mt={4}>
              {description}
            </Text>
          )}
        </Box>
        {action}
      </Group>
      {children}
    </Stack>
  </Card>
);
