import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { ApiProblem } from '../../app/client/problem.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { notify } from '../../components/notify.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import type { Post, Target } from './questions.ts';
import { usePostTexts } from './texts.ts';

type Verdict = 'published' | 'post_again' | 'give_up';

interface ResolveDialogProps {
  opened: boolean;
  onClose: () => void;
  post: Post;
  target: Target;
}

/** Lets a person say what only they can find out: whether the post is there. */
export function ResolveDialog({ opened, onClose, post, target }: ResolveDialogProps) {
  const t = usePostTexts();
  const app = useAppTexts();
  const platform = platformName(target.platform);
  const isLate = target.problem?.code === 'late';
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(isLate ? 'resolve.lateTitle' : 'resolve.title', { platform })}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <ResolveForm isLate={isLate} onClose={onClose} post={post} target={target} />
    </Modal>
  );
}

function ResolveForm({
  isLate,
  onClose,
  post,
  target,
}: Omit<ResolveDialogProps, 'opened'> & { isLate: boolean }) {
  const t = usePostTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [url, setUrl] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const urlProblem = error instanceof ApiProblem ? (error.problem.details.url?.join(' ') ?? null) : null;

  const decide = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { target: target.id, verdict, ...(verdict === 'published' && { url: url.trim() }) };
      await api.post(`/api/scheduler/posts/${post.id}/resolve`, { body });
      notify.done(t('resolve.done'));
      await refresh('posts');
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
    >
      <Stack>
        <Radio.Group
          label={t(isLate ? 'resolve.lateText' : 'resolve.text', { account: target.username })}
          value={verdict}
          onChange={(value) => setVerdict(value as Verdict)}
        >
          <Stack gap="sm" mt="sm">
            {!isLate && (
              <Radio
                value="published"
                label={t('resolve.published')}
                description={t('resolve.publishedHint')}
              />
            )}
            {verdict === 'published' && (
              <TextInput
                ml={32}
                type="url"
                required
                data-autofocus
                label={t('resolve.url')}
                description={t('resolve.urlHint')}
                placeholder="https://"
                error={urlProblem}
                value={url}
                onChange={({ currentTarget }) => setUrl(currentTarget.value)}
              />
            )}
            <Radio
              value="post_again"
              label={t(isLate ? 'resolve.latePublish' : 'resolve.postAgain')}
              description={t(isLate ? 'resolve.latePublishHint' : 'resolve.postAgainHint')}
            />
            <Radio value="give_up" label={t('resolve.giveUp')} description={t('resolve.giveUpHint')} />
          </Stack>
        </Radio.Group>
        {!urlProblem && <FormProblem error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {app('actions.cancel')}
          </Button>
          <Button type="submit" disabled={verdict === null} loading={isBusy}>
            {t('resolve.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
