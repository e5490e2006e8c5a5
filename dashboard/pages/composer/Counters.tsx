import { Badge, Group, Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useFormat } from '../../app/i18n/format.ts';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import type { Account, useDryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';

interface CountersProps {
  chosen: Account[];
  dryRun: ReturnType<typeof useDryRun>;
}

/** How long the text is at each account, as its platform counts. */
export function Counters({ chosen, dryRun: { answer, isCurrent } }: CountersProps) {
  const t = useComposerTexts();
  if (chosen.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={t('text.counters')} opacity={isCurrent ? 1 : 0.65}>
      {chosen.map((account) => {
        const target = answer?.targets.find(({ connection_id: id }) => id === account.id);
        const name = platformName(account.platform);
        const tags = target?.hashtags;
        const tooMany = tags && tags.limit !== null && tags.used > tags.limit ? tags : null;
        return (
          <Group key={account.id} gap={6}>
            <Counter
              platform={account.platform}
              used={target?.characters?.used ?? null}
              limit={target?.characters?.limit ?? account.rules.text.maximum}
              say={(used, limit) => t('text.counter', { account: name, used, limit })}
            />
            {tooMany && (
              <Counter
                platform={account.platform}
                used={tooMany.used}
                limit={tooMany.limit ?? 0}
                prefix="#"
                say={(used, limit) => t('text.hashtagCounter', { account: name, used, limit })}
              />
            )}
          </Group>
        );
      })}
    </Group>
  );
}

interface CounterProps {
  platform: string;
  used: number | null;
  limit: number;
  prefix?: string;
  say: (used: string, limit: string) => string;
}

function Counter({ platform, used, limit, prefix = '', say }: CounterProps) {
  const t = useComposerTexts();
  const format = useFormat();
  const over = used === null ? 0 : used - limit;
  const text = used === null ? '–' : format.number(used);
  const label = say(text, format.number(limit)) + (over > 0 ? `, ${t('text.over', { count: over })}` : '');
  return (
    <Tooltip label={label}>
      <Badge
        variant="light"
        color={over > 0 ? 'red' : used !== null && used > limit * 0.9 ? 'orange' : 'gray'}
        leftSection={
          over > 0 ? (
            <IconAlertTriangle size={14} aria-hidden />
          ) : (
            <PlatformIcon platform={platform} size={14} decorative />
          )
        }
        role="img"
        aria-label={label}
      >
        {prefix}
        {text} / {format.number(limit)}
      </Badge>
    </Tooltip>
  );
}
