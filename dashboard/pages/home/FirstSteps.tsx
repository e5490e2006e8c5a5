import { Box, Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { ButtonLink } from '../../components/links.tsx';
import { connectionsQuery, imageFiguresQuery, postFiguresQuery } from './questions.ts';
import { useHomeTexts } from './texts.ts';

const names = ['connect', 'generate', 'schedule'] as const;
type StepName = (typeof names)[number];

/** Leads who is new to a first post: connect, generate, schedule. It goes once that is planned. */
export function FirstSteps() {
  const t = useHomeTexts();
  const { id } = useProject();
  const mayEdit = useMay('editor');
  const connections = useQuery(connectionsQuery(id, useLanguage()));
  const images = useQuery(imageFiguresQuery(id));
  const posts = useQuery(postFiguresQuery(id));
  if (!mayEdit || !connections.data || images.isPending || !posts.data) return null;
  const isDone: Record<StepName, boolean> = {
    connect: connections.data.length > 0,
    generate: (images.data?.total_images ?? 0) > 0,
    schedule: posts.data.total_posts > posts.data.by_state.draft,
  };
  if (isDone.schedule) return null;
  const current = names.find((name) => !isDone[name]);
  return (
    <Card component="section" aria-label={t('steps.title')} mb="lg">
      <Title order={2} mb="lg">
        {t('steps.title')}
      </Title>
      <SimpleGrid
        component="ol"
        cols={{ base: 1, sm: 3 }}
        spacing="xl"
        m={0}
        p={0}
        style={{ listStyle: 'none' }}
      >
        {names.map((name, index) => (
          <Step key={name} name={name} number={index + 1} isDone={isDone[name]}>
            <StepLink name={name} isNext={name === current} />
          </Step>
        ))}
      </SimpleGrid>
    </Card>
  );
}

interface StepProps {
  name: StepName;
  number: number;
  isDone: boolean;
  children: ReactNode;
}

function Step({ name, number, isDone, children }: StepProps) {
  const t = useHomeTexts();
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="md">
      <ThemeIcon radius="xl" size={36} variant="light" color={isDone ? 'lagoon' : 'coral'} aria-hidden>
        {isDone ? <IconCheck size={20} /> : <Text fw={650}>{number}</Text>}
      </ThemeIcon>
      <Stack gap="xs" align="flex-start" flex={1} h="100%">
        <Box>
          <Text fw={600}>{t(`steps.${name}.title`)}</Text>
          <Text size="sm" c="dimmed">
            {isDone ? t('steps.done') : t(`steps.${name}.text`)}
          </Text>
        </Box>
        {!isDone && children}
      </Stack>
    </Group>
  );
}

/** The next step stands out; the others can be taken, too. */
function StepLink({ name, isNext }: { name: StepName; isNext: boolean }) {
  const t = useHomeTexts();
  const looks = { size: 'sm', variant: isNext ? 'filled' : 'default', mt: 'auto' } as const;
  const words = t(`steps.${name}.action`);
  if (name === 'connect')
    return (
      <ButtonLink to="/dashboard/accounts" search={{ connect: true }} {...looks}>
        {words}
      </ButtonLink>
    );
  if (name === 'generate')
    return (
      <ButtonLink to="/dashboard/images" search={{ open: 'generate' }} {...looks}>
        {words}
      </ButtonLink>
    );
  return (
    <ButtonLink to="/dashboard/compose" {...looks}>
      {words}
    </ButtonLink>
  );
}
