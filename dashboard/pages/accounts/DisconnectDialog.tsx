import { List, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { platformsQuery, statusQuery, type Connection } from './questions.ts';
import { useAccountsTexts } from './texts.ts';

/** Posts that are named; all are counted. */
const named = 3;

interface DisconnectDialogProps {
  connection: Connection;
  opened: boolean;
  onClose: () => void;
}

/** Asks before an account is disconnected, and says what that stops. */
export function DisconnectDialog({ connection, opened, onClose }: DisconnectDialogProps) {
  const t = useAccountsTexts();
  const refresh = useRefresh();
  const { id, username: name } = connection;
  const disconnect = async () => {
    await api.delete<unknown>(`/api/social-media/connections/${id}`);
    notify.done(t('disconnect.done', { name }));
    void refresh('connections', 'figures', 'posts');
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('disconnect.title', { name })}
      confirm={t('disconnect.confirm')}
      onConfirm={disconnect}
    >
      {opened && <Consequences connection={connection} />}
    </ConfirmDialog>
  );
}

function Consequences({ connection: { id, platform } }: { connection: Connection }) {
  const t = useAccountsTexts();
  const format = useFormat();
  const { id: projectId, timezone } = useProject();
  const status = useQuery(statusQuery({ projectId, language: useLanguage() }, id));
  const platforms = useQuery(platformsQuery);
  const hasMessages = platforms.data?.find((each) => each.id === platform)?.capabilities.includes('messages');
  if (status.isPending) return <Skeleton h={120} />;
  if (status.isLoadingError) return <ErrorState error={status.error} retry={() => void status.refetch()} />;
  const { scheduled_posts: count, posts, plans } = status.data.depends_on;
  return (
    <Stack gap="xs">
      <List spacing="xs">
        <List.Item>{t('disconnect.access', { platform: platformName(platform) })}</List.Item>
        {count > 0 && (
          <List.Item>
            {t('disconnect.posts', { count })}
            <List withPadding listStyleType="none">
              {posts.slice(0, named).map(({ id: postId, scheduled_time: at }) => (
                <List.Item key={postId}>
                  <AnchorLink to="/dashboard/posts/$postId" params={{ postId: String(postId) }}>
                    {format.dateTime(at, { zone: timezone })}
                  </AnchorLink>
                </List.Item>
              ))}
            </List>
          </List.Item>
        )}
        {plans.length > 0 && (
          <List.Item>
            {t('disconnect.plans', { names: format.list(plans.map((plan) => plan.name)) })}
          </List.Item>
        )}
        {hasMessages && <List.Item>{t('disconnect.messages')}</List.Item>}
        <List.Item>{t('disconnect.history')}</List.Item>
      </List>
    </Stack>
  );
}
