import { Button, Card, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconDownload, IconRepeat, IconTrash, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../app/client/api.ts';
import { useMay, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { ImageState } from '../../components/states.tsx';
import type { Detail } from '../images/questions.ts';
import { useImagesTexts } from '../images/texts.ts';

/** What can be done with an image in its state. */
export function ImageActions({ image }: { image: Detail }) {
  const t = useImagesTexts();
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  const judge = useMutation({
    mutationFn: (action: 'validate' | 'reject') =>
      api.patch(`/api/images/${image.id}/validate`, { body: { action } }),
    onError: notify.failed,
    onSettled: () => refresh('images'),
  });
  const { status } = image;
  const mayApprove = status === 'generated' || status === 'rejected';
  const mayReject = status === 'generated' || status === 'validated';
  return (
    <Card>
      <Stack>
        <div role="status">
          <ImageState state={status} size="lg" />
        </div>
        <Group gap="sm">
          {mayEdit && mayApprove && (
            <Button
              leftSection={<IconCheck size={18} aria-hidden />}
              loading={judge.isPending && judge.variables === 'validate'}
              onClick={() => judge.mutate('validate')}
            >
              {t('reviewing.approve')}
            </Button>
          )}
          {mayEdit && mayReject && (
            <Button
              variant="default"
              leftSection={<IconX size={18} aria-hidden />}
              loading={judge.isPending && judge.variables === 'reject'}
              onClick={() => judge.mutate('reject')}
            >
              {t('reviewing.reject')}
            </Button>
          )}
          {mayEdit && image.source === 'generated' && (
            <ButtonLink
              to="/dashboard/images"
              search={{ open: 'generate', like: image.id }}
              variant="default"
              leftSection={<IconRepeat size={18} aria-hidden />}
            >
              {t('detail.again')}
            </ButtonLink>
          )}
          {image.image_url && (
            <Button
              component="a"
              href={image.image_url}
              download
              variant="default"
              leftSection={<IconDownload size={18} aria-hidden />}
            >
              {t('detail.download')}
            </Button>
          )}
          {mayEdit && <DeleteButton image={image} />}
        </Group>
      </Stack>
    </Card>
  );
}

function DeleteButton({ image }: { image: Detail }) {
  const t = useImagesTexts();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [isAsking, { open, close }] = useDisclosure(false);
  const isPending = image.status === 'pending';
  const remove = async () => {
    await api.delete(`/api/images/${image.id}`);
    notify.done(t('detail.deleted'));
    await navigate({ to: '/dashboard/images' });
    void refresh('images');
  };
  return (
    <>
      <Button
        variant="default"
        c="light-dark(var(--mantine-color-red-9), var(--mantine-color-red-3))"
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={open}
      >
        {t(isPending ? 'card.cancel' : 'detail.delete')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t(isPending ? 'detail.cancelTitle' : 'detail.deleteTitle')}
        confirm={t(isPending ? 'card.cancel' : 'detail.delete')}
        onConfirm={remove}
      >
        {t(isPending ? 'detail.cancelText' : 'detail.deleteText')}
      </ConfirmDialog>
    </>
  );
}
