import { Container } from '@mantine/core';
import type { ReactNode } from 'react';

interface PageProps {
  /** `wide` for calendars and galleries, `narrow` for forms. */
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
}

const sizes = { narrow: 760, normal: 1120, wide: 1600 };

/** What a page stands in: its width and its margins. */
export const Page = ({ width = 'normal', children }: PageProps) => (
  <Container size={sizes[width]} px={{ base: 'md', sm: 'xl' }} py={{ base: 'md', sm: 'xl' }}>
    {children}
  </Container>
);
