import { Card, Container, Group, SimpleGrid, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useAppTexts } from '../app/i18n/i18n.ts';

/** Says to those who do not see the grey bars that something is on its way. */
function Loading() {
  const t = useAppTexts();
  return <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>;
}

/** So many lines of a list that is being read. */
export const ListSkeleton = ({ rows = 4 }: { rows?: number }) => (
  <Stack gap="sm">
    <Loading />
    {Array.from({ length: rows }, (_, row) => (
      <Group key={row} wrap="nowrap">
        <Skeleton h={40} w={40} circle />
        <Stack gap={6} flex={1}>
          <Skeleton h={12} w="40%" />
          <Skeleton h={10} w="70%" />
        </Stack>
      </Group>
    ))}
  </Stack>
);

/** So many cards that are being read. */
export const CardsSkeleton = ({ cards = 6, height = 140 }: { cards?: number; height?: number }) => (
  <>
    <Loading />
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      {Array.from({ length: cards }, (_, card) => (
        <Card key={card} h={height}>
          <Skeleton h={14} w="50%" mb="md" />
          <Skeleton h={10} mb={8} />
          <Skeleton h={10} w="80%" />
        </Card>
      ))}
    </SimpleGrid>
  </>
);

/** A form that is being read. */
export const FormSkeleton = ({ fields = 3 }: { fields?: number }) => (
  <Stack gap="lg">
    <Loading />
    {Array.from({ length: fields }, (_, field) => (
      <Stack key={field} gap={8}>
        <Skeleton h={12} w={120} />
        <Skeleton h={42} />
      </Stack>
    ))}
  </Stack>
);

/** A page that is being loaded. */
export const PageSkeleton = () => (
  <Container size="lg" py="xl">
    <Skeleton h={28} w={220} mb="xl" />
    <CardsSkeleton />
  </Container>
);
