import { Avatar, Box, Group, Paper, Stack, Text } from '@mantine/core';
import { paintOf } from '../../../contracts/widgetPaint.ts';
import { useInboxSettingsTexts } from './texts.ts';

interface WidgetPreviewProps {
  name: string;
  /** #rrggbb; while it is being written, maybe not yet. */
  color: string;
  logoUrl: string;
  welcome: string;
}

/** How the chat will about look: name, colour and welcome as they are being written. */
export function WidgetPreview({ name, color, logoUrl, welcome }: WidgetPreviewProps) {
  const t = useInboxSettingsTexts();
  const { surface: paint, text: ink } = paintOf(/^#[0-9a-f]{6}$/i.test(color) ? color : '#14695f');
  return (
    <Box component="figure" m={0} pos="sticky" top={0}>
      <Text component="figcaption" size="sm" fw={500} mb="xs">
        {t('widget.preview')}
      </Text>
      <Paper withBorder shadow="sm" style={{ overflow: 'hidden' }}>
        <Group gap="sm" p="md" bg={paint} c={ink} wrap="nowrap">
          <Avatar src={/^https?:/.test(logoUrl) ? logoUrl : null} name={name} variant="white" alt="" />
          <Text fw={650} truncate>
            {name}
          </Text>
        </Group>
        <Stack p="md" gap="sm" mih={200} bg="var(--app-page)">
          {welcome.trim() !== '' && (
            <Paper withBorder p="sm" radius="lg" maw="85%">
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {welcome}
              </Text>
            </Paper>
          )}
          <Box bg={paint} c={ink} p="sm" maw="85%" style={{ alignSelf: 'flex-end', borderRadius: 14 }}>
            <Text size="sm">{t('widget.example')}</Text>
          </Box>
        </Stack>
        <Text size="sm" c="dimmed" p="md">
          {t('widget.write')}
        </Text>
      </Paper>
    </Box>
  );
}
