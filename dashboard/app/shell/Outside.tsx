import { Box, Center, Group, Paper, Stack } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Logo } from './Logo.tsx';

/** What the pages for strangers stand in: one card, and the language. */
export const Outside = () => (
  <Center mih="100dvh" p="md" component="main">
    <Stack w="100%" maw={440} gap="lg">
      <Group justify="space-between">
        <Logo />
        <LanguageSwitch />
      </Group>
      <Paper withBorder shadow="xs" p={{ base: 'lg', xs: 'xl' }}>
        <Outlet />
      </Paper>
      <Box h={40} visibleFrom="sm" />
    </Stack>
  </Center>
);
