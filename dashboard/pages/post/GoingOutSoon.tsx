import { Alert, Button, Group, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useMay } from '../../app/projects/projects.ts';
import type { Post } from './questions.ts';
import { usePostTexts } from './texts.ts';
import { useAct } from './useAct.ts';

const soonMs = 60_000;

/** The last seconds before a post goes out, in which it can still be taken back. Nothing before and after. */
export function GoingOutSoon({ post }: { post: Post }) {
  const t = usePostTexts();
  const may = useMay('editor');
  const navigate = useNavigate();
  const { isBusy, act } = useAct();
  const [now, setNow] = useState(() => Date.now());
  const left = Date.parse(post.scheduled_time) - now;
  const isSoon = post.state === 'scheduled' && left < soonMs && left > -soonMs;
  useEffect(() => {
    if (post.state !== 'scheduled') return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [post.state]);
  if (!isSoon) return null;

  const takeBack = async () => {
    if (await act(() => api.post(`/api/scheduler/posts/${post.id}/cancel`), t('soon.undone')))
      await navigate({ to: '/dashboard/compose', search: { copy: post.id } });
  };
  return (
    <Alert
      icon={<IconSend />}
      title={left > 0 ? t('soon.title', { seconds: Math.ceil(left / 1000) }) : t('soon.going')}
    >
      {left > 0 && may && (
        <Group justify="space-between">
          <Text size="sm">{t('soon.text')}</Text>
          <Button size="sm" loading={isBusy} onClick={() => void takeBack()}>
            {t('soon.undo')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
