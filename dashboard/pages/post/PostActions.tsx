import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBan,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconPencil,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ButtonLink, MenuLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { useWorkflowUrl, type Post } from './questions.ts';
import { usePostTexts } from './texts.ts';
import { isGivenUp } from './whatToDo.ts';

/** How long a post that is published now can still be taken back. */
const undoSeconds = 10;

/** What can be done with the post as a whole; what its state does not allow is not offered. */
export function PostActions({ post }: { post: Post }) {
  const t = usePostTexts();
  const app = useAppTexts();
  const may = useMay('editor');
  const refresh = useRefresh();
  const navigate = useNavigate();
  const workflow = useWorkflowUrl(post.id);
  const [publishing, publishDialog] = useDisclosure(false);
  const [cancelling, cancelDialog] = useDisclosure(false);
  const [deleting, deleteDialog] = useDisclosure(false);
  const path = `/api/scheduler/posts/${post.id}`;
  const isOpen = post.state === 'draft' || post.state === 'scheduled';
  const isWaiting = post.targets.length > 0 && post.targets.every(({ state }) => state === 'waiting');
  const canCancel = isOpen || isWaiting;
  const canDelete = post.state === 'draft' || post.state === 'cancelled' || isGivenUp(post);

  const cancel = async () => {
    await api.post(`${path}/cancel`);
    notify.done(t('cancelled'));
    await refresh('posts');
  };
  const publish = async () => {
    await api.post(`${path}/publish-now`, { body: { undo_seconds: undoSeconds } });
    await refresh('posts');
  };
  const remove = async () => {
    await api.delete(path);
    notify.done(t('deleted'));
    await navigate({ to: '/dashboard/calendar' });
    void refresh('posts');
  };

  return (
    <>
      {workflow && post.state !== 'draft' && (
        <Button
          component="a"
          href={workflow}
          target="_blank"
          rel="noreferrer"
          variant="subtle"
          leftSection={<IconExternalLink size={18} aria-hidden />}
        >
          {t('temporal')}
        </Button>
      )}
      {may && isOpen && (
        <>
          <Button
            variant="light"
            leftSection={<IconSend size={18} aria-hidden />}
            onClick={publishDialog.open}
          >
            {t('publishNow')}
          </Button>
          <ButtonLink
            to="/dashboard/compose"
            search={{ post: post.id }}
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('edit')}
          </ButtonLink>
        </>
      )}
      {may && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <Button variant="default" px="sm" aria-label={app('actions.more')}>
              <IconDots size={18} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <MenuLink
              to="/dashboard/compose"
              search={{ copy: post.id }}
              leftSection={<IconCopy size={16} aria-hidden />}
            >
              {t('copy')}
            </MenuLink>
            {canCancel && (
              <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={cancelDialog.open}>
                {t('cancel')}
              </Menu.Item>
            )}
            {canDelete && (
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={deleteDialog.open}
              >
                {t('delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={publishing}
        onClose={publishDialog.close}
        title={t('publishNow')}
        confirm={t('publishNow')}
        destructive={false}
        onConfirm={publish}
      >
        {t('publishNowText', { seconds: undoSeconds })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={cancelling}
        onClose={cancelDialog.close}
        title={t('cancel')}
        confirm={t('cancelConfirm')}
        onConfirm={cancel}
      >
        {t('cancelText')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={deleting}
        onClose={deleteDialog.close}
        title={t('deleteTitle')}
        confirm={t('delete')}
        onConfirm={remove}
      >
        {t('deleteText')}
      </ConfirmDialog>
    </>
  );
}
