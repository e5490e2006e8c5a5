import { Avatar, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { imageUploadTypes } from '../../../contracts/uploads.ts';
import { api } from '../../app/client/api.ts';
import { notify } from '../../components/notify.tsx';
import { profileQuery, type Profile } from './profile.ts';
import { useSettingsTexts } from './texts.ts';

/** One's picture: chosen, it is there at once. */
export function PictureField({ profile }: { profile: Profile }) {
  const t = useSettingsTexts();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (file: File | null) => {
      if (!file) return api.patch<Profile>('/api/auth/profile', { body: { avatar: null } });
      const form = new FormData();
      form.append('avatar', file);
      return api.patch<Profile>('/api/auth/profile', { form });
    },
    onSuccess: (changed) => {
      queryClient.setQueryData(profileQuery.queryKey, changed);
      notify.done(t('profile.pictureChanged'));
    },
    onError: notify.failed,
  });
  return (
    <Group gap="lg" role="group" aria-label={t('profile.picture')}>
      <Avatar src={profile.avatar} name={profile.name} color="lagoon" size={72} alt="" />
      <Stack gap={6}>
        <Group gap="xs">
          <FileButton accept={imageUploadTypes.join(',')} onChange={(file) => file && change.mutate(file)}>
            {(props) => (
              <Button {...props} variant="default" size="xs" loading={change.isPending}>
                {t('profile.choosePicture')}
              </Button>
            )}
          </FileButton>
          {profile.avatar && (
            <Button variant="subtle" size="xs" color="gray" onClick={() => change.mutate(null)}>
              {t('profile.removePicture')}
            </Button>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {t('profile.pictureHint')}
        </Text>
      </Stack>
    </Group>
  );
}
