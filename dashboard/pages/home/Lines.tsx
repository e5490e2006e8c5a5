import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** A list without bullets. */
export const Lines = ({ children }: { children: ReactNode }) => (
  <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
    {children}
  </Stack>
);
