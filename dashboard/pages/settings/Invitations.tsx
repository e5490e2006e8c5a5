import { Button, Divider, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { InvitationAnswer } from '../../../contracts/projects.ts';
import { api } from '../../app/client/api.ts';
import { pagedQuery } from '../../app/client/pagedQuery.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { projectKey, useRefresh } from '../../app/projects/projects.ts';
import { MoreButton } from '../../components/MoreButton.tsx';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { StateBadge, type Tone } from '../../components/StateBadge.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { roles } from './roles.ts';
import { useSettingsTexts } from './texts.ts';

type Invitation = z.infer<typeof InvitationAnswer>;
const tones: Record<Invitation['mail_status'], Tone> = { queued: 'running', sent: 'good', failed: 'bad' };

/** Invites by mail, and shows who has not answered yet; for owners. */
export function Invitations({ projectId }: { projectId: string }) {
  const t = useSettingsTexts();
  const path = `/api/v1/projects/${projectId}/invitations`;
  const pending = useInfiniteQuery(
    pagedQuery<Invitation>(projectKey(projectId, 'project', 'invitations'), path),
  );
  const invitations = pending.data ?? [];
  return (
    <SectionCard title={t('members.inviteTitle')}>
      <InviteForm path={path} />
      {invitations.length > 0 && (
        <Stack gap="md">
          <Divider label={t('members.pendingTitle')} labelPosition="left" />
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} path={path} />
          ))}
          <MoreButton list={pending} />
        </Stack>
      )}
    </SectionCard>
  );
}

function InviteForm({ path }: { path: string }) {
  const t = useSettingsTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { email: '', role: 'editor' },
    isEmptied: true,
    check: { email: filled },
    async send(body) {
      await api.post(path, { body });
      notify.done(t('members.invited', { email: body.email }));
      await refresh('project');
    },
  });
  return (
    <ProblemForm {...sending} verb={t('members.invite')}>
      <Group align="flex-start">
        <TextInput
          flex="2 1 220px"
          label={t('members.email')}
          type="email"
          autoComplete="off"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <Select
          flex="1 1 140px"
          label={t('members.roleOf')}
          data={roles.map((value) => ({ value, label: app(`roles.${value}`) }))}
          key={form.key('role')}
          {...form.getInputProps('role')}
        />
      </Group>
    </ProblemForm>
  );
}

function InvitationRow({ invitation, path }: { invitation: Invitation; path: string }) {
  const t = useSettingsTexts();
  const app = useAppTexts();
  const format = useFormat();
  const refresh = useRefresh();
  const { id, email, role, expires_at: expiresAt, mail_status: mail } = invitation;
  const withdraw = useMutation({
    mutationFn: () => api.delete(`${path}/${id}`),
    onSuccess: () => {
      notify.done(t('members.withdrawn'));
      return refresh('project');
    },
    onError: notify.failed,
  });
  return (
    <Group gap="sm">
      <div style={{ flex: '1 1 200px', minWidth: 0 }}>
        <Text fw={600} truncate>
          {email}
        </Text>
        <Text size="sm" c="dimmed">
          {app(`roles.${role}`)} · {t('members.expires', { date: format.date(expiresAt) })}
        </Text>
      </div>
      <StateBadge tone={tones[mail]} label={t(`members.mail.${mail}`)} />
      <Button
        variant="default"
        size="xs"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate()}
        aria-label={t('members.withdrawName', { email })}
      >
        {t('members.withdraw')}
      </Button>
    </Group>
  );
}
