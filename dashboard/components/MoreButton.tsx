import { Button, Center } from '@mantine/core';
import { useAppTexts } from '../app/i18n/i18n.ts';

interface MoreButtonProps {
  /** A list that is read page by page. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

/** Reads on, where a list has more than is shown. */
export function MoreButton({ list }: MoreButtonProps) {
  const t = useAppTexts();
  if (!list.hasNextPage) return null;
  return (
    <Center>
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('actions.more')}
      </Button>
    </Center>
  );
}
