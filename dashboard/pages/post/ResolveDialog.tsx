import { Box, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
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
  const question = questionOf(target);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(titles[question], { platform })}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <ResolveForm question={question} onClose={onClose} post={post} target={target} />
    </Modal>
  );
}

/** 'refused': only that it is there after all can still be said of it. */
type Question = 'unclear' | 'late' | 'refused';

function questionOf({ state, problem }: Target): Question {
  if (state === 'rejected') return 'refused';
  return problem?.code === 'late' ? 'late' : 'unclear';
}
const titles = {
  unclear: 'resolve.title',
  late: 'resolve.lateTitle',
  refused: 'resolve.foundTitle',
} as const;

function ResolveForm({
  question,
  onClose,
  post,
  target,
}: Omit<ResolveDialogProps, 'opened'> & { question: Question }) {
  const t = usePostTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const [verdict, setVerdict] = useState<Verdict | null>(question === 'refused' ? 'published' : null);
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

  const isLate = question === 'late';
  const address = (
    <TextInput
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
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
    >
      <Stack>
        {question === 'refused' ? (
          <>
            <Text size="sm">{t('resolve.foundText', { account: target.username })}</Text>
            {address}
          </>
        ) : (
          <Radio.Group
            label={t(isLate ? 'resolve.lateText' : 'resolve.text', { account: target.username })}
            value={verdict}
            onChange={(value) => setVerdict(value)}
          >
            <Stack gap="sm" mt="sm">
              {!isLate && (
                <Radio
                  value="published"
                  label={t('resolve.published')}
                  description={t('resolve.publishedHint')}
                />
              )}
              {verdict === 'published' && <Box ml={32}>{address}</Box>}
              <Radio
                value="post_again"
                label={t(isLate ? 'resolve.latePublish' : 'resolve.postAgain')}
                description={t(isLate ? 'resolve.latePublishHint' : 'resolve.postAgainHint')}
              />
              <Radio value="give_up" label={t('resolve.giveUp')} description={t('resolve.giveUpHint')} />
            </Stack>
          </Radio.Group>
        )}
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
