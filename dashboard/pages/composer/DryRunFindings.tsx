import { Alert, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { ApiProblem } from '../../app/client/problem.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { AnchorLink } from '../../components/links.tsx';
import { problemText } from '../../components/notify.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { usePost, type DryRun, type useDryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';

/** What the dry run says, in words; said aloud when it changes. */
export function Findings({ dryRun: { answer, error, isCurrent } }: { dryRun: ReturnType<typeof useDryRun> }) {
  const t = useComposerTexts();
  if (error && !answer)
    return (
      <Alert color="yellow" title={t('check.failed')} icon={<IconAlertTriangle />}>
        {error instanceof ApiProblem
          ? Object.values(error.problem.details).flat().join(' ') || problemText(error)
          : problemText(error)}
      </Alert>
    );
  if (!answer) return null;
  return (
    <Stack gap="sm" role="status">
      {answer.errors.length > 0 ? (
        <Alert
          color="red"
          icon={<IconAlertTriangle />}
          title={t('check.problems', { count: answer.errors.length })}
        >
          <Lines findings={answer.errors} answer={answer} />
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {isCurrent ? t('check.ready') : t('check.checking')}
        </Text>
      )}
      {answer.warnings.length > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle />} title={t('check.warnings')}>
          <Lines findings={answer.warnings} answer={answer} />
        </Alert>
      )}
    </Stack>
  );
}

type Target = DryRun['targets'][number];

function Lines({ findings, answer }: { findings: DryRun['errors']; answer: DryRun }) {
  const format = useFormat();
  const { timezone: zone } = useProject();
  /** The API writes instants as UTC; people read them on the clocks of the project. */
  const withTimes = (message: string) =>
    message.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => format.dateTime(instant, { zone }));
  return (
    <List size="sm" spacing={4}>
      {findings.map(({ field, code, message, target: index }) => {
        const target = index === null ? undefined : answer.targets[index];
        return (
          <List.Item key={`${index}/${field}/${code}`}>
            {target && accountIn(message, target)}
            {code === 'duplicate_post' && target?.duplicate_of ? (
              <Repeated postId={target.duplicate_of} otherwise={message} />
            ) : (
              withTimes(message)
            )}
          </List.Item>
        );
      })}
    </List>
  );
}

/** The account before a message, as far as that does not name it by itself. */
function accountIn(message: string, { platform, username }: Target): string {
  const names = [platformName(platform), ...(username ? [username] : [])];
  const missing = names.filter((name) => !message.includes(name));
  return missing.length > 0 ? `${missing.join(' · ')} – ` : '';
}

/** Which post says the same at the account: when, and the way there. */
function Repeated({ postId, otherwise }: { postId: number; otherwise: string }) {
  const t = useComposerTexts();
  const format = useFormat();
  const { timezone: zone } = useProject();
  const { data: post } = usePost(postId);
  const at = post?.posted_at ?? post?.scheduled_time;
  if (!at) return otherwise;
  const time = format.dateTime(at, { zone });
  return (
    <>
      {t(post?.posted_at ? 'check.repeatedOut' : 'check.repeated', { time })}{' '}
      <AnchorLink to="/dashboard/posts/$postId" params={{ postId: String(postId) }} target="_blank" size="sm">
        {t('check.repeatedLook')}
      </AnchorLink>
    </>
  );
}
