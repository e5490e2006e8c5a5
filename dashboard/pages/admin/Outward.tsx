import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useAdminTexts } from './texts.ts';

/** A link to Temporal's own pages. */
export function Outward({ href, children }: { href: string; children: string }) {
  const t = useAdminTexts();
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noreferrer"
      size="sm"
      aria-label={`${children} (${t('newTab')})`}
    >
      {children} <IconExternalLink size={14} aria-hidden />
    </Anchor>
  );
}
