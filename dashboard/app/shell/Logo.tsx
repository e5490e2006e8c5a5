import { Group, Text } from '@mantine/core';

/** The sign, with the name beside it. */
export const Logo = () => (
  <Group gap={10} wrap="nowrap">
    <img src="/dashboard/favicon.svg" width={28} height={28} alt="" />
    <Text component="span" fw={700} fz="lg" lh={1}>
      SocialSync
    </Text>
  </Group>
);
