import { Anchor, Image, Stack, Text } from '@mantine/core';
import type { Message } from './questions.ts';
import { useInboxTexts } from './texts.ts';

type Attachment = Message['attachments'][number];

/** The files of a message, as far as they are here. */
export function Attachments({ message }: { message: Message }) {
  if (message.attachments.length === 0) return null;
  return (
    <Stack gap="xs" mt={message.content === '' ? 0 : 'xs'}>
      {message.attachments.map((attachment, place) => (
        <File key={attachment.url ?? place} attachment={attachment} />
      ))}
    </Stack>
  );
}

function File({ attachment }: { attachment: Attachment }) {
  const t = useInboxTexts();
  const { url, media_type: type, name, state } = attachment;
  const called = name ?? t('files.file');
  if (!url)
    return (
      <Text size="sm" c="dimmed" fs="italic">
        {t(state === 'failed' ? 'files.failed' : 'files.coming', { name: called })}
      </Text>
    );
  if (type?.startsWith('image/'))
    return (
      <Anchor href={url} target="_blank" rel="noreferrer">
        <Image src={url} alt={name ?? t('files.image')} radius="md" mah={280} maw={320} fit="contain" />
      </Anchor>
    );
  if (type?.startsWith('video/')) return <video src={url} controls width={320} aria-label={called} />;
  if (type?.startsWith('audio/')) return <audio src={url} controls aria-label={called} />;
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
      {called}
    </Anchor>
  );
}
