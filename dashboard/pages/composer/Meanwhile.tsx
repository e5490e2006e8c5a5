import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { AnchorLink } from '../../components/links.tsx';
import { ChangedMeanwhile } from '../../components/ChangedMeanwhile.tsx';
import type { Post } from './draft.ts';
import { useComposerTexts } from './texts.ts';
import type { Saving } from './useSaving.ts';

interface MeanwhileProps {
  /** The post as it was when one began to change it. */
  began: Post;
  /** As it is by now; null: it is gone. */
  post: Post | null;
  saving: Saving;
}

/** Above the composer: what became of the post while somebody writes. What is written stays, whatever that is. */
export function Meanwhile({ began, post, saving }: MeanwhileProps) {
  const t = useComposerTexts();
  const { stored, conflict } = saving;
  if (stored?.id !== began.id) return null;
  const isOpen = post !== null && (post.state === 'draft' || post.state === 'scheduled');
  const isAnother = isOpen && stored.version !== null && post.version !== stored.version && !saving.busy;
  const look = (
    <AnchorLink
      to="/dashboard/posts/$postId"
      params={{ postId: String(stored.id) }}
      target="_blank"
      size="sm"
    >
      {t('cannotEdit.look')}
    </AnchorLink>
  );
  return (
    <div role="status">
      {!isOpen && (
        <Alert
          mb="md"
          color="yellow"
          role="note"
          icon={<IconInfoCircle />}
          title={post ? t('cannotEdit.title') : t('meanwhile.gone')}
        >
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{t('meanwhile.kept')}</Text>
            <Group>
              <Button size="sm" onClick={saving.beginAnew}>
                {t('meanwhile.anew')}
              </Button>
              {post && look}
            </Group>
          </Stack>
        </Alert>
      )}
      {isAnother && (
        <Alert mb="md" role="note" icon={<IconInfoCircle />} title={t('meanwhile.changed')}>
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{t('meanwhile.yours')}</Text>
            {look}
          </Stack>
        </Alert>
      )}
      <ChangedMeanwhile
        error={conflict?.error}
        nameOf={(member) => nameOf(member, t)}
        isBusy={saving.busy !== null}
        onSave={() => conflict && void saving.save(conflict.ending, 'anyway')}
        onClose={saving.keepWriting}
      >
        {look}
      </ChangedMeanwhile>
    </div>
  );
}

/** The API's name of a part of a post in words; itself where we have none for it. */
function nameOf(member: string, t: ReturnType<typeof useComposerTexts>): string {
  const known = (
    [
      'caption',
      'hashtags',
      'placement',
      'scheduled_time',
      'late_policy',
      'media',
      'targets',
      'draft',
    ] as const
  ).find((name) => name === member);
  return known ? t(`members.${known}`) : member;
}
