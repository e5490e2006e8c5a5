import { Text } from '@mantine/core';
import { readPlatformAnswer } from '../../../contracts/platformAnswer.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { usePostTexts } from './texts.ts';

interface PlatformAnswerProps {
  platform: string;
  /** What the API keeps of it. */
  detail: string | null;
}

/** What the platform answered, in words, with its codes for those who look them up. Nothing where it was not asked. */
export function PlatformAnswer({ platform, detail }: PlatformAnswerProps) {
  const t = usePostTexts();
  const answer = readPlatformAnswer(detail);
  if (!answer) return null;
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {t(`answer.${answer.kind}`, { platform: platformName(platform), code: answer.codes.join(', ') })}
    </Text>
  );
}
