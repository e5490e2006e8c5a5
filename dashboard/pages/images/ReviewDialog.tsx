import { Button, Center, Modal, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { imagesQuery } from './questions.ts';
import { ReviewDeck } from './ReviewDeck.tsx';
import { useImagesTexts } from './texts.ts';

interface ReviewDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Judging images one after the other, by keyboard or by hand. */
export function ReviewDialog({ opened, onClose }: ReviewDialogProps) {
  const t = useImagesTexts();
  const app = useAppTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      fullScreen
      title={t('reviewing.title')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {opened && <Deck onClose={onClose} />}
    </Modal>
  );
}

function Deck({ onClose }: { onClose: () => void }) {
  const t = useImagesTexts();
  const { id: projectId } = useProject();
  const [round, setRound] = useState(1);
  // What waits when one begins: what is decided stays in its place, so that one can go back.
  const waiting = useQuery({
    ...imagesQuery(projectId, { status: 'generated' }, 1),
    queryKey: ['review', projectId, round],
    staleTime: Infinity,
    gcTime: 0,
  });
  if (waiting.isPending)
    return (
      <Center>
        <Skeleton h="60dvh" maw={700} />
      </Center>
    );
  if (waiting.isLoadingError)
    return <ErrorState error={waiting.error} retry={() => void waiting.refetch()} />;
  const images = waiting.data.results;
  if (images.length > 0)
    return (
      <ReviewDeck
        key={round}
        images={images}
        total={waiting.data.count}
        goOn={() => setRound(round + 1)}
        onClose={onClose}
      />
    );
  return (
    <Center mih="60dvh">
      <Stack align="center">
        <IconChecks size={48} stroke={1.5} aria-hidden />
        <Title order={2}>{t('reviewing.nothing')}</Title>
        <Text>
          <Button onClick={onClose}>{t('reviewing.close')}</Button>
        </Text>
      </Stack>
    </Center>
  );
}
