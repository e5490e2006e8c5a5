import { AspectRatio, Avatar, Card, Center, Group, Image, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { useFormat } from '../../app/i18n/format.ts';
import { handle } from '../../components/handle.ts';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import type { Draft } from './draft.ts';
import classes from './PostPreview.module.css';
import type { Account, DryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';

interface PostPreviewProps {
  account: Account;
  text: string;
  draft: Draft;
  firstComment: string;
  quota: { used: number; limit: number } | undefined;
  /** What the dry run said of it. */
  found: DryRun['targets'][number] | undefined;
}

/** Platforms that show the picture above the text. */
const pictureFirst = new Set(['instagram', 'tiktok', 'youtube']);

/** A post as it looks at an account, about: who, what, and what is done to the pictures for it. */
export function PostPreview({ account, text, draft, firstComment, quota, found }: PostPreviewProps) {
  const t = useComposerTexts();
  const format = useFormat();
  const isStory = draft.placement === 'story' && account.rules.placements.includes('story');
  const media = <Media draft={draft} account={account} isStory={isStory} />;
  const words = !isStory && (
    <Text className={classes.text} c={text === '' ? 'dimmed' : ''}>
      {text === '' ? t('preview.noText') : text}
    </Text>
  );
  const changes = [...new Set(found?.media.flatMap((medium) => medium.changes) ?? [])].flatMap(
    (change) => changeNames.find((name) => name === change) ?? [],
  );
  const becomes = new Set(
    found?.media.flatMap(({ becomes: made }) =>
      made ? [`${made.type === 'image/png' ? 'PNG' : 'JPEG'}, ${made.width} × ${made.height}`] : [],
    ),
  );
  return (
    <Card
      padding="md"
      component="article"
      aria-label={`${platformName(account.platform)}, ${account.username}`}
    >
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap">
          <Avatar
            src={account.avatar_url}
            name={account.display_name || account.username}
            color="lagoon"
            size={36}
            alt=""
          />
          <Stack gap={0} flex={1} miw={0}>
            <Text size="sm" fw={600} truncate>
              {account.display_name || account.username}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {handle(account.username)} · {isStory ? t('preview.story') : t('preview.now')}
            </Text>
          </Stack>
          <PlatformIcon platform={account.platform} />
        </Group>
        {pictureFirst.has(account.platform) ? media : words}
        {pictureFirst.has(account.platform) ? words : media}
        {account.rules.first_comment && firstComment.trim() !== '' && (
          <Text size="xs" className={classes.comment}>
            <Text span fw={600} size="xs">
              {t('preview.firstComment')}
            </Text>{' '}
            {firstComment}
          </Text>
        )}
        {changes.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('preview.changes.label', {
              list: format.list(changes.map((name) => t(`preview.changes.${name}`))),
              becomes: [...becomes].join('; '),
            })}
          </Text>
        )}
        {quota && (
          <Text size="xs" c="dimmed">
            {t('preview.quota', {
              used: format.number(quota.used),
              limit: format.number(quota.limit),
            })}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

const changeNames = ['converted', 'padded', 'scaled', 'compressed', 'stripped'] as const;

/** The pictures in the shape that the platform takes: white edges, never cut. */
function Media({ draft: { media }, account, isStory }: { draft: Draft; account: Account; isStory: boolean }) {
  const t = useComposerTexts();
  const shown = media.slice(0, Math.min(4, account.rules.media.maximum));
  if (shown.length === 0) return null;
  return (
    <SimpleGrid cols={shown.length === 1 ? 1 : 2} spacing={4}>
      {shown.map(({ url, altText, kind }, index) => (
        <AspectRatio key={`${url}/${index}`} ratio={isStory ? 9 / 16 : 1} className={classes.frame}>
          {kind === 'video' || url === null ? (
            <Center>
              <IconMovie size={40} stroke={1.5} role="img" aria-label={t('media.film')} />
            </Center>
          ) : (
            <Image src={url} alt={altText} fit="contain" radius="md" />
          )}
        </AspectRatio>
      ))}
    </SimpleGrid>
  );
}
