import { Alert, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import type { Post } from './questions.ts';
import { usePostTexts } from './texts.ts';
import { useAct } from './useAct.ts';

const soonMs = 60_000;
/** Longer than some weeks no timer waits. */
const longestWaitMs = 24 * 60 * 60_000;

/** The last seconds before a post goes out, in which it can still be taken back. Nothing before and after. */
export function GoingOutSoon({ post }: { post: Post }) {
  const t = usePostTexts();
  const may = useMay('editor');
  const format = useFormat();
  const { timezone: zone } = useProject();
  const { isBusy, act } = useAct();
  const [now, setNow] = useState(() => Date.now());
  const due = post.state === 'scheduled' && post.scheduled_time ? Date.parse(post.scheduled_time) : null;
  const left = (due ?? Infinity) - now;
  const isSoon = left < soonMs && left > -soonMs;
  useEffect(() => {
    if (due === null) return;
    const look = () => {
      const at = Date.now();
      setNow(at);
      const wait = due - soonMs - at;
      if (at < due + soonMs) timer = setTimeout(look, wait > 0 ? Math.min(wait, longestWaitMs) : 500);
    };
    let timer = setTimeout(look);
    return () => clearTimeout(timer);
  }, [due]);
  if (!isSoon) return null;

  const former = post.taken_back;
  const takeBack = () =>
    act(
      () => api.post(`/api/scheduler/posts/${post.id}/take-back`),
      former?.state === 'scheduled' && former.scheduled_time
        ? t('soon.backAt', { time: format.dateTime(former.scheduled_time, { zone }) })
        : t('soon.backAsDraft'),
    );
  return (
    <Alert
      role="note"
      icon={<IconSend />}
      title={left > 0 ? t('soon.title', { seconds: Math.ceil(left / 1000) }) : t('soon.going')}
    >
      <VisuallyHidden role="status">{t(left > 0 ? 'soon.said' : 'soon.going')}</VisuallyHidden>
      {left > 0 && may && former && (
        <Group justify="space-between">
          <Text size="sm">
            {former.state === 'scheduled' && former.scheduled_time
              ? t('soon.textAt', { time: format.dateTime(former.scheduled_time, { zone }) })
              : t('soon.text')}
          </Text>
          <Button size="sm" loading={isBusy} onClick={() => void takeBack()}>
            {t('soon.undo')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
