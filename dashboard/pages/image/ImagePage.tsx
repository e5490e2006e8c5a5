import { Box, Card, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconMapSearch, IconPhotoOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { hasCode } from '../../app/client/problem.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { BeingMade } from '../images/ImageCard.tsx';
import classes from '../images/Images.module.css';
import { imageQuery, type Detail } from '../images/questions.ts';
import { useImagesTexts } from '../images/texts.ts';
import { ImageActions } from './ImageActions.tsx';
import { ImageFacts } from './ImageFacts.tsx';
import { ImageHistory } from './ImageHistory.tsx';

const route = getRouteApi('/shell/dashboard/images/$imageId');

/** /dashboard/images/…: an image, what is known of it, what happened to it, and what can be done with it. */
export function ImagePage() {
  const t = useImagesTexts();
  const { imageId } = route.useParams();
  const { id: projectId } = useProject();
  const image = useQuery(imageQuery(projectId, Number(imageId), useLanguage()));
  const isMissing = hasCode(image.error, 'not_found') || hasCode(image.error, 'invalid_request');
  return (
    <Page>
      <Box mb="sm">
        <ButtonLink
          to="/dashboard/images"
          variant="subtle"
          size="compact-md"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t('detail.back')}
        </ButtonLink>
      </Box>
      {image.isPending ? (
        <>
          <PageHeader title={t('title')} />
          <Skeleton h={420} />
        </>
      ) : isMissing ? (
        <>
          <PageHeader title={t('title')} />
          <EmptyState icon={IconMapSearch} title={t('detail.missing')} text={t('detail.missingText')} />
        </>
      ) : image.isLoadingError ? (
        <>
          <PageHeader title={t('title')} />
          <ErrorState error={image.error} retry={() => void image.refetch()} />
        </>
      ) : (
        <Shown image={image.data} />
      )}
    </Page>
  );
}

/** What a heading shows of a long description; all of it stands among the details. */
const titleOf = (prompt: string): string =>
  prompt.length > 70 ? `${prompt.slice(0, 69).trimEnd()}…` : prompt;

function Shown({ image }: { image: Detail }) {
  const t = useImagesTexts();
  const mayEdit = useMay('editor');
  return (
    <>
      <PageHeader title={titleOf(image.prompt) || t('card.unnamed')}>
        {mayEdit && image.status === 'validated' && (
          <ButtonLink to="/dashboard/compose" search={{ image: image.id }}>
            {t('detail.compose')}
          </ButtonLink>
        )}
      </PageHeader>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Box>
          {image.image_url ? (
            <img
              src={image.image_url}
              alt={image.prompt || t('card.unnamed')}
              width={image.width}
              height={image.height}
              className={classes.whole}
              style={{ height: 'auto' }}
            />
          ) : (
            <Card padding={0} style={{ aspectRatio: `${image.width} / ${image.height}` }}>
              {image.status === 'pending' ? (
                <BeingMade id={image.id} />
              ) : (
                <Stack m="auto" align="center" p="md">
                  <IconPhotoOff size={48} stroke={1.5} aria-hidden />
                  <Text ta="center">{image.failure?.message ?? t('card.failed')}</Text>
                </Stack>
              )}
            </Card>
          )}
        </Box>
        <Stack>
          <ImageActions image={image} />
          <ImageFacts image={image} />
          <ImageHistory image={image} />
        </Stack>
      </SimpleGrid>
    </>
  );
}
