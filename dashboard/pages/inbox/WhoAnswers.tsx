import { Button, Group, Menu, Text } from '@mantine/core';
import {
  IconChevronDown,
  IconHandStop,
  IconSparkles,
  IconUser,
  IconUserEdit,
  type TablerIcon,
} from '@tabler/icons-react';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useMay } from '../../app/projects/projects.ts';
import { AnchorLink } from '../../components/links.tsx';
import { StateBadge, type Tone } from '../../components/StateBadge.tsx';
import { answering, type Answering } from './answering.ts';
import { handoverReason } from './handoverReason.ts';
import { conversationPath, type ConversationDetail } from './questions.ts';
import { useInboxTexts } from './texts.ts';
import { useAct } from './useAct.ts';
import { useNow } from './useNow.ts';

const looks: Record<Answering, { tone: Tone; icon: TablerIcon }> = {
  waiting: { tone: 'attention', icon: IconHandStop },
  paused: { tone: 'waiting', icon: IconUserEdit },
  automatic: { tone: 'running', icon: IconSparkles },
  suggest: { tone: 'good', icon: IconUserEdit },
  off: { tone: 'good', icon: IconUser },
};

/** Says who answers here, a person or the assistant, why, and lets it be changed. */
export function WhoAnswers({ conversation }: { conversation: ConversationDetail }) {
  const t = useInboxTexts();
  const format = useFormat();
  const mayEdit = useMay('editor');
  const who = answering(conversation, useNow());
  const { paused_until: pausedUntil, handover_reason: reason } = conversation.ai;
  const why =
    who === 'waiting'
      ? t(`reasons.${handoverReason(reason)}`)
      : who === 'paused' && pausedUntil
        ? t('answers.pausedText', { time: format.soon(pausedUntil) })
        : t(`answers.${who === 'paused' ? 'suggest' : who}Text`);
  const isPlain = who !== 'waiting' && who !== 'paused';
  return (
    <Group gap="xs" mt={6} justify="space-between">
      <Group gap="xs" role="status" flex="1 1 200px">
        <StateBadge {...looks[who]} label={t(`answers.${who}`)} />
        <Text size="xs" c="dimmed" {...(isPlain && { visibleFrom: 'sm' })}>
          {why}
        </Text>
        {who === 'waiting' && reason === 'not_known' && (
          <AnchorLink to="/dashboard/inbox-settings" search={{ section: 'knowledge' }} size="xs">
            {t('sources.mend')}
          </AnchorLink>
        )}
      </Group>
      {mayEdit && <ModeMenu conversation={conversation} who={who} />}
    </Group>
  );
}

const wishes = ['automatic', 'suggest', 'off'] as const;

function ModeMenu({ conversation, who }: { conversation: ConversationDetail; who: Answering }) {
  const t = useInboxTexts();
  const { isBusy, act } = useAct();
  const { own_mode: ownMode } = conversation.ai;
  const wish = (ai: 'on' | (typeof wishes)[number]) =>
    void act(() => api.patch(conversationPath(conversation.id), { body: { ai } }), t('answers.changed'));
  return (
    <Group gap={4}>
      {(who === 'waiting' || who === 'paused') && (
        <Button size="compact-xs" variant="light" loading={isBusy} onClick={() => wish('on')}>
          {t('answers.giveBack')}
        </Button>
      )}
      {(who === 'automatic' || who === 'suggest') && (
        <Button size="compact-xs" variant="light" loading={isBusy} onClick={() => wish('off')}>
          {t('answers.takeOver')}
        </Button>
      )}
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={isBusy}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('answers.change')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => wish('on')} disabled={ownMode === null && who !== 'waiting'}>
            {t('answers.asProject')}
          </Menu.Item>
          {wishes.map((mode) => (
            <Menu.Item key={mode} onClick={() => wish(mode)}>
              {t(`answers.${mode}`)}
              <Text size="xs" c="dimmed">
                {t(`answers.${mode}Text`)}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
