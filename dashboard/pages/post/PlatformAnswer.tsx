import { Text } from '@mantine/core';
import type { FailureAnswer } from '../../../contracts/failureAnswer.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { usePostTexts } from './texts.ts';

interface PlatformAnswerProps {
  platform: string;
  answer: FailureAnswer | null;
}

/** What the platform answered, in words, with its codes for those who look them up. Nothing where it was not asked. */
export function PlatformAnswer({ platform, answer }: PlatformAnswerProps) {
  const t = usePostTexts();
  if (!answer) return null;
  const code = [answer.status, answer.code].filter((each) => each !== null).join(', ');
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {t(`answer.${answer.kind}`, { platform: platformName(platform), code })}
    </Text>
  );
}
