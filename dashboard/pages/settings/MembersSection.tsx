import { Avatar, Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import type { Member as MemberAnswer } from '../../../contracts/projects.ts';
import { api } from '../../app/client/api.ts';
import { pagedQuery } from '../../app/client/pagedQuery.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { projectKey, projectsQuery, useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { usePerson } from '../../app/session/useSession.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MoreButton } from '../../components/MoreButton.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { Invitations } from './Invitations.tsx';
import { roles, type Role } from './roles.ts';
import { useSettingsTexts } from './texts.ts';

type Member = z.infer<typeof MemberAnswer>;

/** Who works in the project, as what; and who is invited. */
export function MembersSection() {
  const t = useSettingsTexts();
  const project = useProject();
  const isOwner = useMay('owner');
  const path = `/api/v1/projects/${project.id}/members`;
  const members = useInfiniteQuery(pagedQuery<Member>(projectKey(project.id, 'project', 'members'), path));
  return (
    <Stack gap="lg">
      <SectionCard title={t('members.title')} description={t('members.text')}>
        {members.isPending ? (
          <ListSkeleton rows={2} />
        ) : members.isLoadingError ? (
          <ErrorState error={members.error} retry={() => void members.refetch()} />
        ) : (
          <Stack gap="md">
            {members.data.map((member) => (
              <MemberRow key={member.user_id} member={member} />
            ))}
            <MoreButton list={members} />
          </Stack>
        )}
      </SectionCard>
      {isOwner && <Invitations projectId={project.id} />}
    </Stack>
  );
}

function MemberRow({ member }: { member: Member }) {
  const t = useSettingsTexts();
  const app = useAppTexts();
  const person = usePerson();
  const project = useProject();
  const isOwner = useMay('owner');
  const refresh = useRefresh();
  const isSelf = member.user_id === person.id;
  const path = `/api/v1/projects/${project.id}/members/${member.user_id}`;
  const changeRole = useMutation({
    mutationFn: (role: Role) => api.patch<Member>(path, { body: { role } }),
    onSuccess: ({ name, role }) => {
      notify.done(t('members.changed', { name, role: app(`roles.${role}`) }));
      return refresh('project');
    },
    onError: notify.failed,
  });
  return (
    <Group gap="sm">
      <Avatar name={member.name} color="lagoon" aria-hidden />
      <div style={{ flex: '1 1 180px', minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={600}>{member.name}</Text>
          {isSelf && <Badge variant="light">{t('members.you')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed" truncate>
          {member.email}
        </Text>
      </div>
      {isOwner ? (
        <Select<Role>
          size="sm"
          w={150}
          aria-label={t('members.role', { name: member.name })}
          data={roles.map((value) => ({ value, label: app(`roles.${value}`) }))}
          value={changeRole.isPending ? changeRole.variables : member.role}
          onChange={(role) => role && changeRole.mutate(role)}
          disabled={changeRole.isPending}
        />
      ) : (
        <Text size="sm">{app(`roles.${member.role}`)}</Text>
      )}
      {(isOwner || isSelf) && <RemoveMember member={member} isSelf={isSelf} path={path} />}
    </Group>
  );
}

interface RemoveMemberProps {
  member: Member;
  isSelf: boolean;
  path: string;
}

function RemoveMember({ member: { name }, isSelf, path }: RemoveMemberProps) {
  const t = useSettingsTexts();
  const project = useProject();
  const refresh = useRefresh();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, { open, close }] = useDisclosure(false);
  const remove = async () => {
    await api.delete(path);
    notify.done(isSelf ? t('members.left') : t('members.removed', { name }));
    if (!isSelf) return refresh('project');
    await queryClient.fetchQuery({ ...projectsQuery, staleTime: 0 });
    await navigate({ to: '/dashboard' });
  };
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        onClick={open}
        aria-label={isSelf ? t('members.leave') : t('members.removeName', { name })}
      >
        {isSelf ? t('members.leave') : t('members.remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={isSelf ? t('members.leaveTitle', { name: project.name }) : t('members.removeTitle', { name })}
        confirm={isSelf ? t('members.leave') : t('members.remove')}
        onConfirm={remove}
      >
        {isSelf ? t('members.leaveText') : t('members.removeText')}
      </ConfirmDialog>
    </>
  );
}
