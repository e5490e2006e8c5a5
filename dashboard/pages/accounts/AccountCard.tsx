import {
  ActionIcon,
  Avatar,
  Box,
  Button,
  Card,
  Group,
  Indicator,
  Menu,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconExternalLink, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay } from '../../app/projects/projects.ts';
import { handle } from '../../components/handle.ts';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { ConnectionState } from '../../components/states.tsx';
import { AccountStatus } from './AccountStatus.tsx';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { Followers } from './Followers.tsx';
import type { Connection } from './questions.ts';
import { useAccountsTexts } from './texts.ts';
import { useConnect } from './useConnect.ts';

/** One account: how it is, how it goes, what depends on it. */
export function AccountCard({ connection }: { connection: Connection }) {
  const t = useAccountsTexts();
  const mayEdit = useMay('editor');
  const { connect, leavingFor } = useConnect();
  const needsPerson = ['expired', 'needs_reauth', 'expiring'].includes(connection.status);
  const isInPart = connection.missing_permissions.length > 0;
  return (
    <Card component="article" aria-label={`${connection.username}, ${platformName(connection.platform)}`}>
      <Stack h="100%" gap="md">
        <CardHead connection={connection} reconnect={() => void connect(connection.platform, connection)} />
        <Followers connection={connection} />
        <Box mt="auto">
          <AccountStatus connection={connection} />
        </Box>
        {(needsPerson || isInPart) && mayEdit && (
          <Button
            fullWidth
            variant={needsPerson ? 'filled' : 'default'}
            leftSection={<IconPlugConnected size={18} aria-hidden />}
            loading={leavingFor !== null}
            onClick={() => void connect(connection.platform, connection)}
          >
            {t('card.reconnect')}
          </Button>
        )}
      </Stack>
    </Card>
  );
}

interface HeadProps {
  connection: Connection;
  reconnect: () => void;
}

function CardHead({ connection, reconnect }: HeadProps) {
  const t = useAccountsTexts();
  const { platform, username, status } = connection;
  const name = connection.display_name || username;
  return (
    <>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Indicator
          label={<PlatformIcon platform={platform} size={14} decorative />}
          size={24}
          offset={6}
          position="bottom-end"
          color="var(--mantine-color-body)"
          withBorder
          c="var(--mantine-color-text)"
          styles={{ indicator: { color: 'var(--mantine-color-text)', borderColor: 'var(--app-line)' } }}
        >
          <Avatar src={connection.avatar_url} alt="" size={48} radius="xl" name={name} color="initials" />
        </Indicator>
        <Box flex={1} miw={0}>
          <Title order={2} size="h3" lineClamp={1}>
            {name}
          </Title>
          <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            {platformName(platform)} · {/* A telephone number is not torn apart. */}
            <Box component="span" display="inline-block" maw="100%">
              {handle(username)}
            </Box>
          </Text>
        </Box>
        <CardMenu connection={connection} reconnect={reconnect} />
      </Group>
      <Box>
        {status === 'expiring' ? (
          <StateBadge tone="attention" label={t('status.expiring')} />
        ) : (
          <ConnectionState state={status} />
        )}
      </Box>
    </>
  );
}

function CardMenu({ connection, reconnect }: HeadProps) {
  const t = useAccountsTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const [isAsking, { open, close }] = useDisclosure(false);
  const { username, profile_url: profile } = connection;
  if (!mayEdit && !profile) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('card.menu', { name: username })} color="gray">
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown aria-label={app('actions.more')}>
          {profile && (
            <Menu.Item
              component="a"
              href={profile}
              target="_blank"
              rel="noreferrer"
              leftSection={<IconExternalLink size={16} aria-hidden />}
            >
              {t('card.profile')}
            </Menu.Item>
          )}
          {mayEdit && (
            <>
              <Menu.Item leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={reconnect}>
                {t('card.reconnect')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconPlugConnectedX size={16} aria-hidden />}
                onClick={open}
              >
                {t('card.disconnect')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <DisconnectDialog connection={connection} opened={isAsking} onClose={close} />
    </>
  );
}
