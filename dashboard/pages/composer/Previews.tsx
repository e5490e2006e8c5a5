import { Card, Center, Stack, Text, Title } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { textAt, type Draft } from './draft.ts';
import { PostPreview } from './PostPreview.tsx';
import { useQuotas, type Account, type useDryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';

interface PreviewsProps {
  draft: Draft;
  chosen: Account[];
  dryRun: ReturnType<typeof useDryRun>;
}

/** What the post will look like at each account, about. */
export function Previews({ draft, chosen, dryRun: { answer } }: PreviewsProps) {
  const t = useComposerTexts();
  const quotas = useQuotas(draft);
  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h3">
          {t('preview.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('preview.approximate')}
        </Text>
      </div>
      {chosen.length === 0 && (
        <Card>
          <Center mih={160}>
            <Stack align="center" gap="xs" ta="center">
              <IconEye size={28} stroke={1.5} aria-hidden />
              <Text c="dimmed" size="sm" maw={260}>
                {t('preview.empty')}
              </Text>
            </Stack>
          </Center>
        </Card>
      )}
      {chosen.map((account) => {
        const target = draft.targets.find(({ connectionId }) => connectionId === account.id);
        if (!target) return null;
        return (
          <PostPreview
            key={account.id}
            account={account}
            text={textAt(draft, target)}
            draft={draft}
            firstComment={target.firstComment ?? draft.firstComment}
            quota={quotas.get(account.id)}
            found={answer?.targets.find(({ connection_id: id }) => id === account.id)}
          />
        );
      })}
    </Stack>
  );
}
