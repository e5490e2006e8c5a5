import { ActionIcon, Box, Group, Image, Paper, Skeleton, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileText, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import type { AttachedFile } from './questions.ts';
import { useInboxTexts } from './texts.ts';
import type { ArrivingFile } from './useAttaching.ts';

interface AttachedFilesProps {
  files: AttachedFile[];
  arriving: ArrivingFile[];
  remove: (id: string) => void;
  dismiss: (key: string) => void;
}

/** What goes out with the message, as it will be seen; and what is on its way, or was not taken. */
export function AttachedFiles({ files, arriving, remove, dismiss }: AttachedFilesProps) {
  const t = useInboxTexts();
  const format = useFormat();
  const isEmpty = files.length === 0 && arriving.length === 0;
  return (
    <Group gap="xs" role="status" aria-label={t('attach.attached')} mt={isEmpty ? 0 : 'xs'}>
      {files.map(({ id, type, name, size, url }) => (
        <Chip
          key={id}
          name={name}
          detail={t('attach.size', { size: format.number(Math.max(1, Math.round(size / 1000))) })}
          picture={type === 'image' ? <Image src={url} alt="" w={40} h={40} radius="sm" /> : <DocumentIcon />}
          onRemove={() => remove(id)}
        />
      ))}
      {arriving.map(({ key, name, problem }) => (
        <Chip
          key={key}
          name={name}
          detail={problem ?? t('attach.arriving')}
          picture={problem === null ? <Skeleton w={40} h={40} /> : <IconAlertTriangle aria-hidden />}
          {...(problem !== null && { onRemove: () => dismiss(key), isBad: true })}
        />
      ))}
    </Group>
  );
}

interface ChipProps {
  name: string;
  detail: string;
  picture: ReactNode;
  onRemove?: () => void;
  isBad?: boolean;
}

function Chip({ name, detail, picture, onRemove, isBad = false }: ChipProps) {
  const t = useInboxTexts();
  return (
    <Paper withBorder p={6} maw={320}>
      <Group gap="xs" wrap="nowrap">
        {picture}
        <Box miw={0}>
          <Text size="sm" truncate>
            {name}
          </Text>
          <Text size="xs" {...(isBad ? { c: 'var(--mantine-color-error)' } : { c: 'dimmed' })}>
            {detail}
          </Text>
        </Box>
        {onRemove && (
          <ActionIcon size="sm" aria-label={t('attach.remove', { name })} onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  );
}

const DocumentIcon = () => <IconFileText size={28} stroke={1.5} aria-hidden />;
