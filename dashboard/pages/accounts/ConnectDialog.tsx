import { Badge, Button, Group, Modal, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { platformsQuery, type Platform } from './questions.ts';
import { useAccountsTexts } from './texts.ts';
import { useConnect } from './useConnect.ts';

/** Which platform? Then the browser goes there. */
export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useAccountsTexts();
  const app = useAppTexts();
  const platforms = useQuery({ ...platformsQuery, enabled: opened });
  const { connect, leavingFor } = useConnect();
  const hasTests = platforms.data?.some(({ configuration }) => configuration === 'sandbox');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('connect.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <Stack>
        <Text c="dimmed" size="sm">
          {t('connect.text')}
          {hasTests && ` ${t('connect.sandboxText')}`}
        </Text>
        {platforms.isLoadingError && (
          <ErrorState error={platforms.error} retry={() => void platforms.refetch()} />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {platforms.isPending &&
            Array.from({ length: 8 }, (_, place) => <Skeleton key={place} h={64} aria-hidden />)}
          {platforms.data?.map((platform) => (
            <PlatformChoice
              key={platform.id}
              platform={platform}
              isLeaving={leavingFor === platform.id}
              isBusy={leavingFor !== null}
              choose={() => void connect(platform.id)}
            />
          ))}
        </SimpleGrid>
        <Text size="sm" role="status" c="dimmed" mih="1.4em">
          {leavingFor && t('connect.leaving', { platform: platformName(leavingFor) })}
        </Text>
      </Stack>
    </Modal>
  );
}

interface ChoiceProps {
  platform: Platform;
  isLeaving: boolean;
  isBusy: boolean;
  choose: () => void;
}

/** Of what a platform can do, what a person chooses by. */
const abilities = ['publish', 'messages', 'insights'] as const;

function PlatformChoice({ platform, isLeaving, isBusy, choose }: ChoiceProps) {
  const t = useAccountsTexts();
  const { id, configuration, connectable, capabilities } = platform;
  const able = abilities
    .filter((each) => capabilities.includes(each))
    .map((each) => t(`connect.abilities.${each}`));
  return (
    <Button
      variant="default"
      h={64}
      justify="flex-start"
      fullWidth
      leftSection={<PlatformIcon platform={id} size={26} decorative />}
      disabled={!connectable || (isBusy && !isLeaving)}
      loading={isLeaving}
      onClick={choose}
      styles={{ label: { flex: 1, whiteSpace: 'normal' } }}
    >
      <Group justify="space-between" wrap="nowrap" flex={1} gap="xs">
        <Stack gap={0} align="flex-start">
          <Text fw={600} size="sm">
            {platformName(id)}
          </Text>
          <Text size="xs" c={connectable ? 'dimmed' : undefined} ta="left" lh={1.3}>
            {connectable ? able.join(' · ') : t('connect.missing')}
          </Text>
        </Stack>
        {configuration === 'sandbox' && (
          <Badge variant="light" color="gray" size="sm" flex="none">
            {t('connect.sandbox')}
          </Badge>
        )}
      </Group>
    </Button>
  );
}
