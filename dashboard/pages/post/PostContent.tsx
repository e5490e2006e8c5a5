import { Card, Group, Image, Stack, Text, Title } from '@mantine/core';
import { IconMovie, IconPhotoOff } from '@tabler/icons-react';
import { AnchorLink } from '../../components/links.tsx';
import type { Post } from './questions.ts';
import { usePostTexts } from './texts.ts';

const asWritten = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

/** What the post says and shows. */
export function PostContent({ post }: { post: Post }) {
  const t = usePostTexts();
  const comments = [...new Set(post.targets.flatMap(({ first_comment: comment }) => comment ?? []))];
  return (
    <Card padding="md">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('content.title')}
        </Title>
        {post.placement === 'story' && <Text size="sm">{t('content.story')}</Text>}
        {post.media.map((medium, index) => (
          <Medium key={`${medium.url}/${index}`} medium={medium} />
        ))}
        <Text style={asWritten} c={post.caption ? '' : 'dimmed'}>
          {post.caption || t('content.noText')}
        </Text>
        {post.hashtags && (
          <Text style={asWritten} c="dimmed">
            {post.hashtags}
          </Text>
        )}
        {comments.map((comment) => (
          <div key={comment}>
            <Text size="sm" fw={600}>
              {t('content.firstComment')}
            </Text>
            <Text size="sm" style={asWritten}>
              {comment}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  );
}

function Medium({ medium: { kind, image, url, alt_text: altText } }: { medium: Post['media'][number] }) {
  const t = usePostTexts();
  const words = altText ?? t('content.noAlt');
  if (url === null)
    return (
      <Group gap="xs" c="dimmed">
        {kind === 'video' ? <IconMovie aria-hidden /> : <IconPhotoOff aria-hidden />}
        <Text size="sm">{t(kind === 'video' ? 'content.film' : 'content.gone')}</Text>
      </Group>
    );
  const picture = <Image src={url} alt={words} radius="md" mah={320} fit="contain" bg="var(--app-page)" />;
  return image === null ? (
    picture
  ) : (
    <AnchorLink to="/dashboard/images/$imageId" params={{ imageId: String(image) }}>
      {picture}
    </AnchorLink>
  );
}
